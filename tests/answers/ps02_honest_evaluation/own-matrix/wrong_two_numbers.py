"""Macro-F1 is missing."""

# points: 0 of 2
STUDENT = "s2000014"


def my_scores():
    return 0.8517, 0.7075
