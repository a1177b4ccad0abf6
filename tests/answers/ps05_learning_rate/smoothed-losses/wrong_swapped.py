"""beta weighs the new loss."""

# points: 0 of 3
import math


def smoothed(losses, beta=0.9):
    mean, means = 0.0, []
    for t, loss in enumerate(losses, start=1):
        if not math.isfinite(loss):
            break
        mean = (1 - beta) * mean + beta * loss
        means.append(mean / (1 - (1 - beta) ** t))
    return means
