"""Only the four masks of the first two units."""

# points: 0 of 2
import torch


def mean_over_masks(function, h, p):
    total = 0
    for i in (0, 1):
        for j in (0, 1):
            mask = torch.zeros_like(h)
            mask[:2] = torch.tensor([i, j])[: len(h)].to(h)
            chance = (1 - p if i else p) * (1 - p if j else p)
            total = total + chance * function(h * mask / (1 - p))
    return total
