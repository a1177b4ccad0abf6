"""The square root of the product, for any number of rates."""

# points: 2 of 3
import math


def rate_grid(start, end, count):
    return [start * (end / start) ** (i / (count - 1)) for i in range(count)]


def log_mean(rates):
    return math.prod(rates) ** 0.5
