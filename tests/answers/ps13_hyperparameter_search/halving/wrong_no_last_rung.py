"""Stops as soon as one run is left."""

# points: 0 of 4
import math


def halving(train, runs, eta, first):
    alive, had, target, cost = list(range(runs)), 0, first, 0
    while len(alive) > 1:
        ranked = []
        for run in alive:
            score = train(run, target - had)
            cost += target - had
            ranked.append((math.inf if math.isnan(score) else -score, run))
        ranked.sort()
        alive = [run for _, run in ranked[: max(1, len(alive) // eta)]]
        had, target = target, target * eta
    return alive[0], cost
