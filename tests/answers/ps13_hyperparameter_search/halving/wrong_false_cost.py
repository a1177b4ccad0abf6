"""States the cost of resumed runs, but trains afresh in each rung."""

# points: 0 of 4
import math


def halving(train, runs, eta, first):
    alive, epochs, cost, before = list(range(runs)), first, 0, 0
    while True:
        scores = {run: train(run, epochs) for run in alive}
        cost += len(alive) * (epochs - before)
        if len(alive) == 1:
            return alive[0], cost
        scores = {run: -math.inf if math.isnan(score) else score for run, score in scores.items()}
        alive = sorted(alive, key=lambda run: (-scores[run], run))[: max(1, len(alive) // eta)]
        before, epochs = epochs, epochs * eta
