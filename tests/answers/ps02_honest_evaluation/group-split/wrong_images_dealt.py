"""Images are dealt, not groups."""

# points: 1 of 4
import numpy as np


def group_split(groups, labels, share, seed):
    return np.random.default_rng(seed).permutation(len(groups)) < share * len(groups)
