"""A loop that keeps the best so far."""

# points: 3 of 3
import math


def steepest_rate(rates, losses):
    best, where = 0.0, None
    for i in range(1, len(rates)):
        slope = (losses[i] - losses[i - 1]) / math.log10(rates[i] / rates[i - 1])
        if slope < best - 1e-12:
            best, where = slope, rates[i - 1]
    return where
