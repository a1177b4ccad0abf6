"""Groups are dealt without a look at the classes."""

# points: 3 of 4
import numpy as np


def group_split(groups, labels, share, seed):
    generator = np.random.default_rng(seed)
    names, tested, taken = list(dict.fromkeys(groups)), set(), 0
    for i in generator.permutation(len(names)):
        if taken < share * len(groups):
            tested.add(names[i])
            taken += groups.count(names[i])
    return [group in tested for group in groups]
