"""The whole remainder is cut off at each end."""

# points: 3 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    _, group = np.unique(groups, return_inverse=True)
    hits, sizes = np.bincount(group, weights=right), np.bincount(group)
    drawn = generator.integers(len(sizes), size=(resamples, len(sizes)))
    return hits[drawn].sum(1) / sizes[drawn].sum(1)


def interval(scores, level):
    cut = 1 - level
    return tuple(np.quantile(scores, [cut, 1 - cut]))
