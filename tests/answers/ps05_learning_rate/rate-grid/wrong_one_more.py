"""The count is taken as that of the steps."""

# points: 1 of 3
import math


def rate_grid(start, end, count):
    return [start * (end / start) ** (i / count) for i in range(count + 1)]


def log_mean(rates):
    return math.exp(sum(math.log(rate) for rate in rates) / len(rates))
