"""A function that returns an object with a closure as its update."""

# points: 4 of 4
from types import SimpleNamespace

import numpy as np


def EarlyStopping(patience, min_delta, mode):
    best, bad = None, 0

    def update(value):
        nonlocal best, bad
        if not np.isfinite(value):
            return True
        score = -value if mode == "min" else value
        if best is None or score - best > min_delta:
            best, bad = score, 0
        else:
            bad = bad + 1
        return np.bool_(bad == patience)

    return SimpleNamespace(update=update)
