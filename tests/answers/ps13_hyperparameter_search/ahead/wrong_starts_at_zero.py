"""Starts with a best score of 0."""

# points: 1 of 3
import itertools
import math


def best_so_far(scores, direction):
    best, place, places = 0, None, []
    for i, score in enumerate(scores):
        better = score > best if direction == "max" else score < best
        if math.isfinite(score) and better:
            best, place = score, i
        places.append(place)
    return places


def expected_best(scores, trials):
    found = [max(few) for few in itertools.combinations(scores, trials)]
    return sum(found) / len(found)
