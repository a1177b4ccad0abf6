"""Images are drawn, not groups."""

# points: 1 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    return right[generator.integers(len(right), size=(resamples, len(right)))].mean(1)


def interval(scores, level):
    cut = (1 - level) / 2
    return tuple(np.quantile(scores, [cut, 1 - cut]))
