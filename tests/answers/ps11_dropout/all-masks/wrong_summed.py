"""A result of several entries is summed up."""

# points: 1 of 2
import itertools

import torch


def mean_over_masks(function, h, p):
    keep, total = 1 - p, 0
    for mask in itertools.product((0.0, 1.0), repeat=len(h)):
        chance = keep ** sum(mask) * p ** (len(h) - sum(mask))
        total = total + chance * function(h * torch.tensor(mask).to(h) / keep).sum()
    return total
