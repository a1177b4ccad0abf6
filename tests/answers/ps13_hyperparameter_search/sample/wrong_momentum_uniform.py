"""Draws the momentum uniformly, as slide E does."""

# points: 3 of 4
import numpy as np


def sample(space, count):
    rng = np.random.default_rng()
    columns = {}
    for name, (kind, *ends) in space.items():
        if kind == "log":
            columns[name] = np.exp(rng.uniform(np.log(ends[0]), np.log(ends[1]), count))
        elif kind == "integer":
            columns[name] = rng.integers(ends[0], ends[1] + 1, count)
        elif kind == "choice":
            columns[name] = [ends[0][i] for i in rng.integers(len(ends[0]), size=count)]
        else:
            columns[name] = rng.uniform(ends[0], ends[1], count)
    return [{name: column[i] for name, column in columns.items()} for i in range(count)]
