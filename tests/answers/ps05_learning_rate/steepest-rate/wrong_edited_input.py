"""The caller's rates become logarithms."""

# points: 1 of 3
import math


def steepest_rate(rates, losses):
    old = list(rates)
    for i, rate in enumerate(old):
        rates[i] = math.log(rate)
    falls = [(losses[i + 1] - losses[i]) / (rates[i + 1] - rates[i]) for i in range(len(old) - 1)]
    return old[falls.index(min(falls))] if min(falls) < 0 else None
