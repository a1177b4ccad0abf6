"""The line is one epoch ahead."""

# points: 1 of 2
import math


def linear_rate(start, total, epoch):
    return start * max(0.0, 1 - (epoch + 1) / total)


def root_rate(start, epoch):
    return start / math.sqrt(epoch + 1)
