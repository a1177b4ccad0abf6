"""A logarithm counts the steps; a list is returned."""

# points: 3 of 3
import math

STUDENT = "oanh"


def my_rates():
    steps = math.ceil(math.log(0.01) / math.log(1 - 2 / 12))
    return [2 / 12, 2 / (2 + 12), steps]
