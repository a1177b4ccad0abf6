"""Averages the means of the sets instead of their best scores."""

# points: 2 of 3
import itertools
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
    found = [sum(few) / trials for few in itertools.combinations(scores, trials)]
    return sum(found) / len(found)
