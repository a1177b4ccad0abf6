"""Decimals, rounded to three places, in a list."""

# points: 2 of 2
STUDENT = "20120001"


def my_scores():
    return [0.782, 0.637, 0.653]
