"""Prefers the higher number among equal scores."""

# points: 3 of 4
import math


def halving(train, runs, eta, first):
    alive, had, target, cost = list(range(runs)), 0, first, 0
    while True:
        ranked = []
        for run in alive:
            score = train(run, target - had)
            cost += target - had
            ranked.append((-math.inf if math.isnan(score) else score, run))
        if len(alive) == 1:
            return alive[0], cost
        ranked.sort(reverse=True)
        alive = [run for _, run in ranked[: max(1, len(alive) // eta)]]
        had, target = target, target * eta
