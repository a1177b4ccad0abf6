"""The mean of all losses so far."""

# points: 0 of 3
import math


def smoothed(losses, beta=0.9):
    means = []
    for t, loss in enumerate(losses, start=1):
        if not math.isfinite(loss):
            break
        means.append(sum(losses[:t]) / t)
    return means
