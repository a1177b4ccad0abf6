"""The 1 stands outside the root."""

# points: 1 of 2
import math


def linear_rate(start, total, epoch):
    return start * max(0.0, 1 - epoch / total)


def root_rate(start, epoch):
    return start / (math.sqrt(epoch) + 1)
