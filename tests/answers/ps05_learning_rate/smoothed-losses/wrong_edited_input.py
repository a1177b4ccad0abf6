"""The means replace the caller's losses."""

# points: 1 of 3
import math


def smoothed(losses, beta=0.9):
    mean = 0.0
    for t, loss in enumerate(list(losses), start=1):
        if not math.isfinite(loss):
            del losses[t - 1 :]
            break
        mean = beta * mean + (1 - beta) * loss
        losses[t - 1] = mean / (1 - beta**t)
    return losses
