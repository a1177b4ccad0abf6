"""The share is taken of all images, in every class."""

# points: 3 of 4
import numpy as np


def group_split(groups, labels, share, seed):
    generator = np.random.default_rng(seed)
    tested = set()
    for label in dict.fromkeys(labels):
        own = [group for group, other in zip(groups, labels, strict=True) if other == label]
        names = list(dict.fromkeys(own))
        order = generator.permutation(len(names))
        taken = 0
        for i in order[:-1]:
            if taken < share * len(groups):
                tested.add(names[i])
                taken += own.count(names[i])
    return [group in tested for group in groups]
