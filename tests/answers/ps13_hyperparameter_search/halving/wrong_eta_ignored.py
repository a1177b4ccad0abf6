"""Keeps one half and doubles the epochs, whatever eta is."""

# points: 0 of 4
import math


def halving(train, runs, eta, first):
    alive, had, target, cost = list(range(runs)), 0, first, 0
    while True:
        ranked = []
        for run in alive:
            score = train(run, target - had)
            cost += target - had
            ranked.append((math.inf if math.isnan(score) else -score, run))
        if len(alive) == 1:
            return alive[0], cost
        ranked.sort()
        alive = [run for _, run in ranked[: len(alive) // 2]]
        had, target = target, target * 2
