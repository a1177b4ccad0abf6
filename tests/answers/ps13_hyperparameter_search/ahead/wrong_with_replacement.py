"""Draws a trial more than once into a set."""

# points: 2 of 3
import math


def best_so_far(scores, direction):
    sign = {"max": 1, "min": -1}[direction]
    best, places = None, []
    for place, score in enumerate(scores):
        if math.isfinite(score) and (best is None or sign * score > sign * scores[best]):
            best = place
        places.append(best)
    return places


def expected_best(scores, trials):
    n, total = len(scores), 0.0
    for i, score in enumerate(sorted(scores)):
        total += score * (((i + 1) / n) ** trials - (i / n) ** trials)
    return total
