"""The power counts from 2."""

# points: 0 of 3
import math


def smoothed(losses, beta=0.9):
    mean, means = 0.0, []
    for t, loss in enumerate(losses, start=2):
        if not math.isfinite(loss):
            break
        mean = beta * mean + (1 - beta) * loss
        means.append(mean / (1 - beta**t))
    return means
