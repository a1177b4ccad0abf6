"""One step too few: the last is not counted."""

# points: 2 of 3
STUDENT = "long"


def my_rates():
    return 2 / 15, 2 / (2 + 15), 32
