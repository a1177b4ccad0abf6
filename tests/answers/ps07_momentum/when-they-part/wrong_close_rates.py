"""Rates that are nearly equal count as equal."""

# points: 2 of 3
import math


def first_difference(rates):
    for t in range(1, len(rates)):
        if not math.isclose(rates[t], rates[t - 1], rel_tol=1e-6):
            return t + 1
    return None


def rescaled(v, old_rate, new_rate):
    return v * (new_rate / old_rate)
