"""NumPy's meshgrid, and a root that is put right afterwards."""

# points: 3 of 3
import numpy as np


def grid(space, budget):
    k = round(budget ** (1 / len(space)))
    if k ** len(space) > budget:
        k -= 1
    edges = np.linspace(0, 1, k + 1)
    u = (edges[1:] + edges[:-1]) / 2
    ticks = [
        np.exp(np.log(low) + u * np.log(high / low)) if kind == "log" else low + u * (high - low)
        for kind, low, high in space.values()
    ]
    columns = [mesh.ravel() for mesh in np.meshgrid(*ticks, indexing="ij")]
    return [
        {name: float(v) for name, v in zip(space, row, strict=True)} for row in zip(*columns, strict=True)
    ]
