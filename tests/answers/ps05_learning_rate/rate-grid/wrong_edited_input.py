"""The logarithms replace the caller's rates."""

# points: 2 of 3
import math


def rate_grid(start, end, count):
    return [start * (end / start) ** (i / (count - 1)) for i in range(count)]


def log_mean(rates):
    for i, rate in enumerate(rates):
        rates[i] = math.log(rate)
    return math.exp(sum(rates) / len(rates))
