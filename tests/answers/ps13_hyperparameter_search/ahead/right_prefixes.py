"""Looks at every beginning of the list anew; a recursion for the mean."""

# points: 3 of 3
import math


def best_so_far(scores, direction):
    choose = max if direction == "max" else min
    places = []
    for end in range(1, len(scores) + 1):
        finite = [i for i in range(end) if math.isfinite(scores[i])]
        places.append(choose(finite, key=lambda i: scores[i]) if finite else None)
    return places


def expected_best(scores, trials):
    def mean(ranked, m):
        if m == len(ranked):
            return ranked[0]
        share = m / len(ranked)
        return share * ranked[0] + (1 - share) * mean(ranked[1:], m)

    return mean(sorted(scores, reverse=True), trials)
