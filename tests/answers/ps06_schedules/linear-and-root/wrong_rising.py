"""The line climbs."""

# points: 1 of 2
import math


def linear_rate(start, total, epoch):
    return start * min(1.0, epoch / total)


def root_rate(start, epoch):
    return start / math.sqrt(epoch + 1)
