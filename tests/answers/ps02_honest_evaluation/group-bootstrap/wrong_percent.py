"""A share is given to percentile, which counts in percent."""

# points: 3 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    _, group = np.unique(groups, return_inverse=True)
    hits, sizes = np.bincount(group, weights=right), np.bincount(group)
    drawn = generator.integers(len(sizes), size=(resamples, len(sizes)))
    return hits[drawn].sum(1) / sizes[drawn].sum(1)


def interval(scores, level):
    return tuple(np.percentile(scores, [(1 - level) / 2, (1 + level) / 2]))
