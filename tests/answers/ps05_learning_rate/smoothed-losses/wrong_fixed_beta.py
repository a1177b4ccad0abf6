"""beta is always 0.9."""

# points: 0 of 3
import math


def smoothed(losses, beta=0.9):
    mean, means = 0.0, []
    for t, loss in enumerate(losses, start=1):
        if not math.isfinite(loss):
            break
        mean = 0.9 * mean + 0.1 * loss
        means.append(mean / (1 - 0.9**t))
    return means
