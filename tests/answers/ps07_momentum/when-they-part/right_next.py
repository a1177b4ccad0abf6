"""A generator expression over pairs, and division before multiplication."""

# points: 3 of 3
from itertools import pairwise


def first_difference(rates):
    return next((t for t, (old, new) in enumerate(pairwise(rates), start=2) if old != new), None)


def rescaled(v, old_rate, new_rate):
    buffer = -v / old_rate
    return -new_rate * buffer
