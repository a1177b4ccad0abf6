"""The share in percent."""

# points: 2 of 3
import torch


def zero_share(batches):
    z = torch.cat(list(batches))
    return 100 * (z <= 0).double().mean().item()


def dead_share(batches):
    dead = True
    for z in batches:
        dead = dead & (z <= 0).all(dim=0)
    return dead.double().mean().item()
