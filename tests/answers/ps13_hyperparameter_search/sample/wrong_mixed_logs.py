"""Raises 10 to a draw between natural logarithms."""

# points: 2 of 4
import math
import random


def draw(kind, *ends):
    if kind == "choice":
        return random.choice(ends[0])
    low, high = ends
    if kind == "log":
        return 10 ** random.uniform(math.log(low), math.log(high))
    if kind == "momentum":
        return 1 - draw("log", 1 - high, 1 - low)
    return random.randint(low, high) if kind == "integer" else random.uniform(low, high)


def sample(space, count):
    return [{name: draw(*axis) for name, axis in space.items()} for _ in range(count)]
