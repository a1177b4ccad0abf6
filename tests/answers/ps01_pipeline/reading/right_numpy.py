"""NumPy with where=."""

# points: 2 of 2
import numpy as np
import torch


def per_class(counts):
    c = counts.numpy().astype(float)
    right = np.diagonal(c)

    def share(top, below):
        return np.divide(top, below, out=np.zeros_like(below), where=below > 0)

    p, r = share(right, c.sum(0)), share(right, c.sum(1))
    return tuple(torch.from_numpy(score) for score in (p, r, share(2 * p * r, p + r)))


def passing(counts, healthy):
    c = counts.numpy()
    two = np.zeros((2, 2), dtype=int)
    for (true, said), times in np.ndenumerate(c):
        two[int(true != healthy), int(said != healthy)] += times
    return two[0, 0] / two[0].sum(), two[1, 0] / two[1].sum()
