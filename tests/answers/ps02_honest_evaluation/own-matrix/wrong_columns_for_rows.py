"""Precisions are averaged, not recalls."""

# points: 1 of 2
STUDENT = "s2000005"


def my_scores():
    return 0.8233, 0.8609, 0.7111
