"""A unit is called dead if its z is negative on average."""

# points: 1 of 3
import torch


def zero_share(batches):
    zeros = total = 0
    for z in batches:
        zeros += (z <= 0).sum().item()
        total += z.numel()
    return zeros / total


def dead_share(batches):
    z = torch.cat(list(batches))
    return (z.mean(0) <= 0).double().mean().item()
