"""ReLU is applied to the caller's batches in place."""

# points: 1 of 3
import torch


def zero_share(batches):
    zeros = total = 0
    for z in batches:
        zeros += (z <= 0).sum().item()
        total += z.numel()
    return zeros / total


def dead_share(batches):
    dead = True
    for z in batches:
        dead = dead & (torch.relu_(z) == 0).all(0)
    return dead.double().mean().item()
