"""The groups are shuffled, so each comes once."""

# points: 1 of 4
import numpy as np


def resampled(right, groups, generator, resamples):
    names = np.unique(groups)
    scores = []
    for _ in range(resamples):
        chosen = generator.choice(names, size=len(names), replace=False)
        scores.append(np.concatenate([right[groups == name] for name in chosen]).mean())
    return np.array(scores)


def interval(scores, level):
    cut = (1 - level) / 2
    return tuple(np.quantile(scores, [cut, 1 - cut]))
