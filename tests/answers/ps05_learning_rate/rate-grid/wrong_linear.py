"""Equal distances."""

# points: 1 of 3
import math


def rate_grid(start, end, count):
    return [start + (end - start) * i / (count - 1) for i in range(count)]


def log_mean(rates):
    return math.exp(sum(math.log(rate) for rate in rates) / len(rates))
