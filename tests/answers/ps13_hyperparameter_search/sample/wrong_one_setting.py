"""Draws one setting and repeats it."""

# points: 0 of 4
import math
import random


def sample(space, count):
    setting = {}
    for name, (kind, *ends) in space.items():
        if kind == "choice":
            setting[name] = random.choice(ends[0])
        elif kind == "integer":
            setting[name] = random.randint(*ends)
        elif kind == "uniform":
            setting[name] = random.uniform(*ends)
        elif kind == "log":
            setting[name] = math.exp(random.uniform(math.log(ends[0]), math.log(ends[1])))
        else:
            setting[name] = 1 - math.exp(random.uniform(math.log(1 - ends[1]), math.log(1 - ends[0])))
    return [setting] * count
