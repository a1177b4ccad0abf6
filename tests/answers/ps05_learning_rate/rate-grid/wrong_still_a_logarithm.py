"""The way back from the logarithm is missing."""

# points: 2 of 3
import math


def rate_grid(start, end, count):
    return [start * (end / start) ** (i / (count - 1)) for i in range(count)]


def log_mean(rates):
    return sum(math.log(rate) for rate in rates) / len(rates)
