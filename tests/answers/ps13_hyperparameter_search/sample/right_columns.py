"""A NumPy column an axis, cut into settings at the end."""

# points: 4 of 4
import numpy as np


def sample(space, count):
    rng = np.random.default_rng()
    columns = []
    for kind, *ends in space.values():
        if kind == "log":
            column = np.exp(rng.uniform(np.log(ends[0]), np.log(ends[1]), count))
        elif kind == "momentum":
            column = 1 - np.exp(rng.uniform(np.log1p(-ends[1]), np.log1p(-ends[0]), count))
        elif kind == "integer":
            column = rng.integers(*ends, size=count, endpoint=True)
        elif kind == "choice":
            column = [ends[0][i] for i in rng.integers(len(ends[0]), size=count)]
        else:
            column = rng.uniform(*ends, count)
        columns.append(column)
    return [dict(zip(space, row, strict=True)) for row in zip(*columns, strict=True)]
