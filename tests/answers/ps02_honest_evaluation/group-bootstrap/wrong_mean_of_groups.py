"""The scores of the groups are averaged, whatever their size."""

# points: 1 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    _, group = np.unique(groups, return_inverse=True)
    hits, sizes = np.bincount(group, weights=right), np.bincount(group)
    drawn = generator.integers(len(sizes), size=(resamples, len(sizes)))
    return (hits / sizes)[drawn].mean(1)


def interval(scores, level):
    cut = (1 - level) / 2
    return tuple(np.quantile(scores, [cut, 1 - cut]))
