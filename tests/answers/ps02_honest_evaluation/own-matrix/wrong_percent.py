"""Scores in percent."""

# points: 0 of 2
STUDENT = "s2000001"


def my_scores():
    return 84.6, 68.4, 71.8
