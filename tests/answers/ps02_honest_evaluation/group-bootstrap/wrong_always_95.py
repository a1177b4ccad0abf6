"""The level is always 95 %."""

# points: 3 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    _, group = np.unique(groups, return_inverse=True)
    hits, sizes = np.bincount(group, weights=right), np.bincount(group)
    drawn = generator.integers(len(sizes), size=(resamples, len(sizes)))
    return hits[drawn].sum(1) / sizes[drawn].sum(1)


def interval(scores, level):
    cut = 0.025
    return tuple(np.quantile(scores, [cut, 1 - cut]))
