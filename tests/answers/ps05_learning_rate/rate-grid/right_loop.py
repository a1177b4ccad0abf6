"""Multiplies on from rate to rate."""

# points: 3 of 3
import math


def rate_grid(start, end, count):
    rates = [start]
    for _ in range(count - 1):
        rates.append(rates[-1] * (end / start) ** (1 / (count - 1)))
    return rates


def log_mean(rates):
    total = 0.0
    for rate in rates:
        total += math.log10(rate)
    return 10 ** (total / len(rates))
