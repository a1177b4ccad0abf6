"""Always takes the larger score for the better one."""

# points: 1 of 3
import itertools
import math


def best_so_far(scores, direction):
    best, places = None, []
    for i, score in enumerate(scores):
        if math.isfinite(score) and (best is None or score > scores[best]):
            best = i
        places.append(best)
    return places


def expected_best(scores, trials):
    found = [max(few) for few in itertools.combinations(scores, trials)]
    return sum(found) / len(found)
