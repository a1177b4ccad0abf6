"""Uniform numbers are rounded down to groups; a list for the interval."""

# points: 4 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    count = {}
    for hit, name in zip(right.tolist(), groups.tolist(), strict=True):
        hits, size = count.get(name, (0, 0))
        count[name] = (hits + hit, size + 1)
    table = np.array(list(count.values()), dtype=float)
    picked = table[(generator.random((resamples, len(table))) * len(table)).astype(int)].sum(axis=1)
    return picked[:, 0] / picked[:, 1]


def interval(scores, level):
    return list(np.quantile(scores, [0.5 - level / 2, 0.5 + level / 2]))
