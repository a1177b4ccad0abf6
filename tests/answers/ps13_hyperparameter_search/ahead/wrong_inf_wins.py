"""Leaves out nan, but not inf."""

# points: 1 of 3
import itertools
import math


def best_so_far(scores, direction):
    best, places = None, []
    for i, score in enumerate(scores):
        if not math.isnan(score):
            if best is None:
                best = i
            if direction == "max" and score > scores[best]:
                best = i
            if direction == "min" and score < scores[best]:
                best = i
        places.append(best)
    return places


def expected_best(scores, trials):
    found = [max(few) for few in itertools.combinations(scores, trials)]
    return sum(found) / len(found)
