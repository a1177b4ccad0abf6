"""An infinite loss below zero does not end the curve."""

# points: 2 of 3
import math


def smoothed(losses, beta=0.9):
    mean, means = 0.0, []
    for t, loss in enumerate(losses, start=1):
        if loss != loss or loss == math.inf:
            break
        mean = beta * mean + (1 - beta) * loss
        means.append(mean / (1 - beta**t))
    return means
