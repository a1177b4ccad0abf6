"""Ranks the runs by the best score that they ever had."""

# points: 3 of 4
import math


def halving(train, runs, eta, first):
    alive, had, target, cost = list(range(runs)), 0, first, 0
    best = [-math.inf] * runs
    while True:
        for run in alive:
            score = train(run, target - had)
            cost += target - had
            if score > best[run]:
                best[run] = score
        if len(alive) == 1:
            return alive[0], cost
        alive.sort(key=lambda run: (-best[run], run))
        alive = alive[: max(1, len(alive) // eta)]
        had, target = target, target * eta
