"""Rounds a uniform draw to a whole number."""

# points: 3 of 4
import math
import random


def draw(kind, *ends):
    if kind == "choice":
        return random.choice(ends[0])
    low, high = ends
    if kind == "log":
        return low * (high / low) ** random.random()
    if kind == "momentum":
        return 1 - math.exp(random.uniform(math.log(1 - high), math.log(1 - low)))
    number = random.uniform(low, high)
    return round(number) if kind == "integer" else number


def sample(space, count):
    return [{name: draw(*axis) for name, axis in space.items()} for _ in range(count)]
