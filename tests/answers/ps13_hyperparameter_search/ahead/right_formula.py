"""Counts the sets whose best trial is the i-th, and uses a loop for the rest."""

# points: 3 of 3
from math import comb, isfinite


def best_so_far(scores, direction):
    places, leader = [], None
    for i in range(len(scores)):
        if isfinite(scores[i]):
            if leader is None:
                leader = i
            if direction == "max" and scores[i] > scores[leader]:
                leader = i
            if direction == "min" and scores[i] < scores[leader]:
                leader = i
        places.append(leader)
    return places


def expected_best(scores, trials):
    ranked = sorted(scores)
    total = sum(comb(i, trials - 1) * score for i, score in enumerate(ranked))
    return total / comb(len(scores), trials)
