"""Losses that are not finite are skipped."""

# points: 2 of 3
import math


def smoothed(losses, beta=0.9):
    mean, means = 0.0, []
    for t, loss in enumerate(filter(math.isfinite, losses), start=1):
        mean = beta * mean + (1 - beta) * loss
        means.append(mean / (1 - beta**t))
    return means
