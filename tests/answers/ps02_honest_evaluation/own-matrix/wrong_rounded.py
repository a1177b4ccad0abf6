"""Scores are rounded to one place."""

# points: 0 of 2
STUDENT = "s2000011"


def my_scores():
    return 0.9, 0.7, 0.7
