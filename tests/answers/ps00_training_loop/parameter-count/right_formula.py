"""By the formula, with names."""

# points: 3 of 3
from itertools import pairwise

STUDENT = "S1000017"


def my_counts():
    sizes = [3 * 28 * 28, 30, 8, 5]
    layers = [(a + 1) * b for a, b in pairwise(sizes)]
    an_epoch = 1300 // 64 + (1300 % 64 > 0)
    return layers[0], sum(layers), an_epoch * 15
