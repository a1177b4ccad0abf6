"""Rounds the root to the nearest whole number."""

# points: 1 of 3
import itertools


def grid(space, budget):
    k = round(budget ** (1 / len(space)))
    places = [(j + 0.5) / k for j in range(k)]
    lists = []
    for kind, low, high in space.values():
        if kind == "log":
            lists.append([low * (high / low) ** u for u in places])
        else:
            lists.append([low + u * (high - low) for u in places])
    return [dict(zip(space, values, strict=True)) for values in itertools.product(*lists)]
