"""A mean over the last 1 / (1 - beta) losses."""

# points: 0 of 3
import math


def smoothed(losses, beta=0.9):
    means, width = [], round(1 / (1 - beta))
    for t, loss in enumerate(losses, start=1):
        if not math.isfinite(loss):
            break
        means.append(sum(losses[max(0, t - width) : t]) / min(t, width))
    return means
