"""The last mean stands in for what is missing."""

# points: 2 of 3
import math


def smoothed(losses, beta=0.9):
    mean, means = 0.0, []
    for t, loss in enumerate(losses, start=1):
        if not all(map(math.isfinite, losses[:t])):
            means.append(means[-1] if means else 0.0)
            continue
        mean = beta * mean + (1 - beta) * loss
        means.append(mean / (1 - beta**t))
    return means
