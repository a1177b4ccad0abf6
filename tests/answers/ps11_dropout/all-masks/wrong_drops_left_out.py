"""The probability of a mask leaves out the units dropped."""

# points: 0 of 2
import itertools

import torch


def mean_over_masks(function, h, p):
    keep, total = 1 - p, 0
    for mask in itertools.product((0.0, 1.0), repeat=len(h)):
        chance = keep ** sum(mask)
        total = total + chance * function(h * torch.tensor(mask).to(h) / keep)
    return total
