"""The highest z of each unit so far."""

# points: 3 of 3
import functools

import torch


def zero_share(batches):
    counts = [((z <= 0).sum().item(), z.numel()) for z in batches]
    zeros, sizes = zip(*counts, strict=True)
    return sum(zeros) / sum(sizes)


def dead_share(batches):
    highest = functools.reduce(torch.maximum, (z.amax(dim=0) for z in batches))
    return torch.mean((highest <= 0) * 1.0)
