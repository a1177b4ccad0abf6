"""As many groups are drawn as there are images."""

# points: 1 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    _, group = np.unique(groups, return_inverse=True)
    hits, sizes = np.bincount(group, weights=right), np.bincount(group)
    drawn = generator.integers(len(sizes), size=(resamples, len(right)))
    return hits[drawn].sum(1) / sizes[drawn].sum(1)


def interval(scores, level):
    cut = (1 - level) / 2
    return tuple(np.quantile(scores, [cut, 1 - cut]))
