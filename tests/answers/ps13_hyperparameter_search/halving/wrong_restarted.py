"""Asks for all epochs of a rung, as if its runs began afresh."""

# points: 0 of 4
import math


def halving(train, runs, eta, first):
    alive, epochs, cost = list(range(runs)), first, 0
    while True:
        ranked = []
        for run in alive:
            score = train(run, epochs)
            cost += epochs
            ranked.append((math.inf if math.isnan(score) else -score, run))
        if len(alive) == 1:
            return alive[0], cost
        ranked.sort()
        alive = [run for _, run in ranked[: max(1, len(alive) // eta)]]
        epochs *= eta
