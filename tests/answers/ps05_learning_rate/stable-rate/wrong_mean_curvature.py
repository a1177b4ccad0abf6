"""The mean of the curvatures."""

# points: 2 of 3
STUDENT = "s7"


def my_rates():
    return 2 / ((2 + 3 + 12) / 3), 2 / (2 + 12), 26
