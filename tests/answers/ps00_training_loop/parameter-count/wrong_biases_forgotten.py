"""Weights only."""

# points: 1 of 3
STUDENT = "s1000001"


def my_counts():
    return 4 * 16 * 16 * 30, 4 * 16 * 16 * 30 + 30 * 8 + 8 * 9, 41 * 11
