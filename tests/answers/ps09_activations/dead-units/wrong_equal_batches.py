"""The batches are stacked, so they must be of one size."""

# points: 1 of 3
import torch


def zero_share(batches):
    zeros = total = 0
    for z in batches:
        zeros += (z <= 0).sum().item()
        total += z.numel()
    return zeros / total


def dead_share(batches):
    z = torch.stack(list(batches)).flatten(0, 1)
    return (z <= 0).all(0).double().mean().item()
