"""A logarithm counts the steps; a list is returned."""

# points: 3 of 3
import math

STUDENT = "s2"


def my_rates():
    steps = math.ceil(math.log(0.01) / math.log(1 - 2 / 15))
    return [2 / 15, 2 / (2 + 15), steps]
