"""A function that returns an object with a closure as its step."""

# points: 4 of 4
from types import SimpleNamespace


def Plateau(rate, factor, patience, threshold):
    best, bad = float("inf"), 0

    def step(loss):
        nonlocal rate, best, bad
        if loss < (1 - threshold) * best:
            best, bad = loss, 0
            return rate
        bad = (bad + 1) % (patience + 1)
        if bad == 0:
            rate *= factor
        return rate

    return SimpleNamespace(step=step)
