"""Images of each class are dealt, not groups."""

# points: 1 of 4
import numpy as np


def group_split(groups, labels, share, seed):
    generator = np.random.default_rng(seed)
    tested = np.zeros(len(groups), dtype=bool)
    for label in dict.fromkeys(labels):
        rows = generator.permutation([i for i in range(len(labels)) if labels[i] == label])
        tested[rows[: min(max(1, round(share * len(rows))), len(rows) - 1)]] = True
    return tested
