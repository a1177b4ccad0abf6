"""Works on h itself."""

# points: 1 of 2
import itertools


def mean_over_masks(function, h, p):
    total, original = 0, h.clone()
    for mask in itertools.product((1, 0), repeat=len(h)):
        chance = 1
        for j, kept in enumerate(mask):
            h[j] = original[j] * kept / (1 - p)
            chance *= 1 - p if kept else p
        total = total + chance * function(h)
    return total
