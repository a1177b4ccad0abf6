"""The share is rounded to two decimals."""

# points: 2 of 3
import torch


def zero_share(batches):
    z = torch.cat(list(batches))
    return round((z <= 0).double().mean().item(), 2)


def dead_share(batches):
    dead = True
    for z in batches:
        dead = dead & (z <= 0).all(dim=0)
    return dead.double().mean().item()
