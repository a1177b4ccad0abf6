"""The caller's scores are sorted in place."""

# points: 3 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    _, group = np.unique(groups, return_inverse=True)
    hits, sizes = np.bincount(group, weights=right), np.bincount(group)
    drawn = generator.integers(len(sizes), size=(resamples, len(sizes)))
    return hits[drawn].sum(1) / sizes[drawn].sum(1)


def interval(scores, level):
    scores.sort()
    cut = round((1 - level) / 2 * (len(scores) - 1))
    return scores[cut], scores[-1 - cut]
