"""Multiplies until the end is passed: rounding decides whether it is there."""

# points: 1 of 3
import math


def rate_grid(start, end, count):
    factor = (end / start) ** (1 / (count - 1))
    rates = [start]
    while rates[-1] * factor <= end and factor != 1:
        rates.append(rates[-1] * factor)
    return rates


def log_mean(rates):
    return math.exp(sum(math.log(rate) for rate in rates) / len(rates))
