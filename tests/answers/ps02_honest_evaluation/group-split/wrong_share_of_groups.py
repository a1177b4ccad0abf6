"""The share counts groups, whatever their size."""

# points: 2 of 4
import numpy as np


def group_split(groups, labels, share, seed):
    generator = np.random.default_rng(seed)
    tested = set()
    for label in dict.fromkeys(labels):
        own = [group for group, other in zip(groups, labels, strict=True) if other == label]
        names = list(dict.fromkeys(own))
        order = generator.permutation(len(names))
        count = max(1, round(share * len(names)))
        for i in order[:-1]:
            if count > 0:
                tested.add(names[i])
                count -= 1
    return [group in tested for group in groups]
