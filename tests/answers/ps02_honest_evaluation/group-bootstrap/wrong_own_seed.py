"""A generator of its own draws, from a fixed seed."""

# points: 3 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    _, group = np.unique(groups, return_inverse=True)
    hits, sizes = np.bincount(group, weights=right), np.bincount(group)
    generator = np.random.default_rng(0)
    drawn = generator.integers(len(sizes), size=(resamples, len(sizes)))
    return hits[drawn].sum(1) / sizes[drawn].sum(1)


def interval(scores, level):
    cut = (1 - level) / 2
    return tuple(np.quantile(scores, [cut, 1 - cut]))
