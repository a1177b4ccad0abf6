"""The power counts from 0, with a guard against the division."""

# points: 0 of 3
import math


def smoothed(losses, beta=0.9):
    mean, means = 0.0, []
    for t, loss in enumerate(losses, start=0):
        if not math.isfinite(loss):
            break
        mean = beta * mean + (1 - beta) * loss
        means.append(mean / (1 - beta**t or 1))
    return means
