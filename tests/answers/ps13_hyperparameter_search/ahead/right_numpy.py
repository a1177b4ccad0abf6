"""NumPy, with a worst score in the place of what has diverged."""

# points: 3 of 3
from itertools import combinations

import numpy as np


def best_so_far(scores, direction):
    values = np.array(scores, dtype=float)
    finite = np.isfinite(values)
    if direction == "min":
        values = -values
    values = np.where(finite, values, -np.inf)
    return [int(values[: i + 1].argmax()) if finite[: i + 1].any() else None for i in range(len(scores))]


def expected_best(scores, trials):
    return np.mean([np.max(few) for few in combinations(scores, trials)])
