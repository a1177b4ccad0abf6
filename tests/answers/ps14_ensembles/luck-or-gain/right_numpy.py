"""Numpy; the signs are the bits of a number."""

# points: 3 of 3
import numpy as np


def gain(ensemble, single, photos, t):
    d = np.subtract(ensemble, single) * 100 / photos
    error = d.std(ddof=1) / np.sqrt(d.size)
    return [d.mean(), d.mean() - t * error, d.mean() + t * error]


def sign_flip(ensemble, single):
    d = np.array(ensemble) - np.array(single)
    bits = (np.arange(2**d.size)[:, None] >> np.arange(d.size)) & 1
    sums = ((2 * bits - 1) * d).sum(axis=1)
    return np.mean(abs(sums) >= abs(d.sum()))
