"""Uses one random number for all axes of a setting."""

# points: 3 of 4
import random


def at(u, kind, *ends):
    if kind == "choice":
        return ends[0][int(u * len(ends[0]))]
    low, high = ends
    if kind == "integer":
        return low + int(u * (high - low + 1))
    if kind == "log":
        return low * (high / low) ** u
    if kind == "momentum":
        return 1 - (1 - high) * ((1 - low) / (1 - high)) ** u
    return low + u * (high - low)


def sample(space, count):
    settings = []
    for _ in range(count):
        u = random.random()
        settings.append({name: at(u, *axis) for name, axis in space.items()})
    return settings
