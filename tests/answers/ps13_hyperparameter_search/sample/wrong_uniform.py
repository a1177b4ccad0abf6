"""Draws a logarithmic axis uniformly."""

# points: 2 of 4
import random


def sample(space, count):
    settings = []
    for _ in range(count):
        setting = {}
        for name, axis in space.items():
            if axis[0] == "integer":
                setting[name] = random.randint(axis[1], axis[2])
            elif axis[0] == "choice":
                setting[name] = random.choice(axis[1])
            else:
                setting[name] = random.uniform(axis[1], axis[2])
        settings.append(setting)
    return settings
