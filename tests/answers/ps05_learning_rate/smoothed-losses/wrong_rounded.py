"""The means are rounded."""

# points: 0 of 3
import math


def smoothed(losses, beta=0.9):
    mean, means = 0.0, []
    for t, loss in enumerate(losses, start=1):
        if not math.isfinite(loss):
            break
        mean = beta * mean + (1 - beta) * loss
        means.append(round(mean / (1 - beta**t), 4))
    return means
