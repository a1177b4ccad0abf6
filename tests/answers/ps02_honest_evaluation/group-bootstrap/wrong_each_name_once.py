"""A group that is drawn twice enters once."""

# points: 1 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    names, scores = np.unique(groups), []
    for _ in range(resamples):
        chosen = generator.choice(names, size=len(names))
        scores.append(right[np.isin(groups, chosen)].mean())
    return np.array(scores)


def interval(scores, level):
    cut = (1 - level) / 2
    return tuple(np.quantile(scores, [cut, 1 - cut]))
