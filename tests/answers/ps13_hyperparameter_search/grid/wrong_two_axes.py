"""Is the lecture's grid, for two axes only."""

# points: 0 of 3
import math


def grid(space, budget):
    k = math.isqrt(budget)
    (one, first), (two, second) = space.items()

    def value(axis, j):
        kind, low, high = axis
        u = (j + 0.5) / k
        return low * (high / low) ** u if kind == "log" else low + u * (high - low)

    return [{one: value(first, i), two: value(second, j)} for i in range(k) for j in range(k)]
