"""A rung is a call of itself."""

# points: 4 of 4
import math


def halving(train, runs, eta, first):
    def rung(alive, had, target):
        scores = {run: train(run, target - had) for run in alive}
        cost = len(alive) * (target - had)
        if len(alive) == 1:
            return alive[0], cost
        alive = sorted(
            alive,
            key=lambda run: (math.isnan(scores[run]), -scores[run] if scores[run] == scores[run] else 0, run),
        )
        winner, rest = rung(sorted(alive[: max(1, len(alive) // eta)]), target, eta * target)
        return winner, cost + rest

    return rung(list(range(runs)), 0, first)
