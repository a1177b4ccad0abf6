"""A stable argsort of NumPy, with the epochs had in an array."""

# points: 4 of 4
import numpy as np


def halving(train, runs, eta, first):
    had = np.zeros(runs, dtype=int)
    alive, target = np.arange(runs), first
    while True:
        scores = []
        for run in alive:
            scores.append(train(int(run), int(target - had[run])))
            had[run] = target
        if len(alive) == 1:
            return int(alive[0]), int(had.sum())
        losses = -np.nan_to_num(np.array(scores, dtype=float), nan=-np.inf, posinf=None, neginf=None)
        order = np.argsort(losses, kind="stable")
        alive = np.sort(alive[order[: max(len(alive) // eta, 1)]])
        target *= eta
