"""The middle of the lowest and the highest rate only."""

# points: 2 of 3
import math


def rate_grid(start, end, count):
    return [start * (end / start) ** (i / (count - 1)) for i in range(count)]


def log_mean(rates):
    return math.sqrt(min(rates) * max(rates))
