"""Lets argsort put nan in front."""

# points: 3 of 4
import torch


def halving(train, runs, eta, first):
    alive, had, target, cost = list(range(runs)), 0, first, 0
    while True:
        scores = torch.tensor([train(run, target - had) for run in alive], dtype=torch.float64)
        cost += len(alive) * (target - had)
        if len(alive) == 1:
            return alive[0], cost
        order = scores.argsort(descending=True, stable=True)
        alive = [alive[i] for i in order[: max(1, len(alive) // eta)].tolist()]
        had, target = target, target * eta
