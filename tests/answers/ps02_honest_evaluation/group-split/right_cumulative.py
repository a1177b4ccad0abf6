"""Random order and cumulative sizes, as a NumPy array."""

# points: 4 of 4
import numpy as np


def group_split(groups, labels, share, seed):
    rng = np.random.RandomState(seed)
    number = {}
    group = np.array([number.setdefault(name, len(number)) for name in groups])
    kinds = {}
    label = np.array([kinds.setdefault(name, len(kinds)) for name in labels])
    mask = np.zeros(len(groups), dtype=bool)
    for k in range(len(kinds)):
        members, sizes = np.unique(group[label == k], return_counts=True)
        if len(members) == 1:
            continue
        order = rng.permutation(len(members))
        before = np.cumsum(sizes[order]) - sizes[order] / 2
        count = int(np.clip((before < share * sizes.sum()).sum(), 1, len(members) - 1))
        mask |= np.isin(group, members[order[:count]])
    return mask
