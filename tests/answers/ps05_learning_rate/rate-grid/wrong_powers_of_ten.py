"""A rate in each power of ten, whatever the count."""

# points: 1 of 3
import math


def rate_grid(start, end, count):
    return [start * 10**i for i in range(count)]


def log_mean(rates):
    return math.exp(sum(math.log(rate) for rate in rates) / len(rates))
