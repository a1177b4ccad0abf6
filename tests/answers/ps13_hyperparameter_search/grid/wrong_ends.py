"""Spaces the values from end to end."""

# points: 2 of 3
import itertools

import numpy as np


def grid(space, budget):
    k = 1
    while (k + 1) ** len(space) <= budget:
        k += 1
    spaced = {"uniform": np.linspace, "log": np.geomspace}
    lists = [spaced[kind](low, high, k) for kind, low, high in space.values()]
    return [dict(zip(space, values, strict=True)) for values in itertools.product(*lists)]
