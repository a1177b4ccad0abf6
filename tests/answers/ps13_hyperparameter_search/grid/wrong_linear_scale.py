"""Spaces a logarithmic axis like a uniform one."""

# points: 2 of 3
import itertools


def grid(space, budget):
    k = 1
    while (k + 1) ** len(space) <= budget:
        k += 1
    places = [(j + 0.5) / k for j in range(k)]
    lists = [[low + u * (high - low) for u in places] for _, low, high in space.values()]
    return [dict(zip(space, values, strict=True)) for values in itertools.product(*lists)]
