"""The weights of all losses, written out."""

# points: 3 of 3
import math
from itertools import takewhile


def smoothed(losses, beta=0.9):
    good = list(takewhile(math.isfinite, losses))
    means = []
    for t in range(1, len(good) + 1):
        weights = [beta ** (t - 1 - k) for k in range(t)]
        means.append(sum(w * x for w, x in zip(weights, good, strict=False)) / sum(weights))
    return means
