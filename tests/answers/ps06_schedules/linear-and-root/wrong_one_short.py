"""The line reaches 0 in the last epoch."""

# points: 1 of 2
import math


def linear_rate(start, total, epoch):
    return start * max(0.0, 1 - epoch / max(1, total - 1))


def root_rate(start, epoch):
    return start / math.sqrt(epoch + 1)
