"""Begins with the first trial, whatever its score."""

# points: 1 of 3
import itertools


def best_so_far(scores, direction):
    best, places = 0, []
    for i in range(len(scores)):
        if direction == "max" and scores[i] > scores[best]:
            best = i
        if direction == "min" and scores[i] < scores[best]:
            best = i
        places.append(best)
    return places


def expected_best(scores, trials):
    found = [max(few) for few in itertools.combinations(scores, trials)]
    return sum(found) / len(found)
