"""Fractions, as they are worked out by hand."""

# points: 2 of 2
STUDENT = "s1234567"


def my_scores():
    return (20 + 220 - 7) / (60 + 220), (20 / 60 + 213 / 220) / 2, (40 / 87 + 426 / 473) / 2
