"""Off for nearly all examples counts as dead."""

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
    return ((z <= 0).double().mean(0) > 0.9).double().mean().item()
