"""Pairs of neighbours and min with a key."""

# points: 3 of 3
from itertools import pairwise
from math import log


def steepest_rate(rates, losses):
    pieces = list(pairwise(zip(rates, losses, strict=True)))

    def slope(piece):
        (r, a), (s, b) = piece
        return round((b - a) / (log(s) - log(r)), 12)

    best = min(pieces, key=slope)
    return best[0][0] if slope(best) < 0 else None
