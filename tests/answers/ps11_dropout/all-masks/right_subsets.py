"""Over the sets of units that are kept."""

# points: 2 of 2
import itertools

import torch


def mean_over_masks(function, h, p):
    units = len(h)
    answers = []
    for k in range(units + 1):
        for subset in itertools.combinations(range(units), k):
            z = torch.zeros_like(h)
            z[list(subset)] = h[list(subset)] / (1 - p)
            answers.append((1 - p) ** k * p ** (units - k) * function(z))
    return sum(answers)
