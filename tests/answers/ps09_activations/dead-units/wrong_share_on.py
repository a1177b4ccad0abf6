"""The share of what is not zero."""

# points: 2 of 3
import torch


def zero_share(batches):
    z = torch.cat(list(batches))
    return (z > 0).double().mean().item()


def dead_share(batches):
    dead = True
    for z in batches:
        dead = dead & (z <= 0).all(dim=0)
    return dead.double().mean().item()
