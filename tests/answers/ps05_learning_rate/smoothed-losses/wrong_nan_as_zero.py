"""A loss that is not finite counts as zero."""

# points: 2 of 3
import math


def smoothed(losses, beta=0.9):
    mean, means = 0.0, []
    for t, loss in enumerate(losses, start=1):
        if not math.isfinite(loss):
            loss = 0.0
        mean = beta * mean + (1 - beta) * loss
        means.append(mean / (1 - beta**t))
    return means
