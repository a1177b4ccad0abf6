"""Lets an equal score take over."""

# points: 1 of 3
import itertools
import math


def best_so_far(scores, direction):
    sign = 1 if direction == "max" else -1
    best, place, places = -math.inf, None, []
    for i, score in enumerate(scores):
        if math.isfinite(score) and sign * score >= best:
            best, place = sign * score, i
        places.append(place)
    return places


def expected_best(scores, trials):
    found = [max(few) for few in itertools.combinations(scores, trials)]
    return sum(found) / len(found)
