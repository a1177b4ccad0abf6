"""The flattest direction is taken for the first to break."""

# points: 2 of 3
STUDENT = "s2"


def my_rates():
    return 2 / 2, 2 / (2 + 15), 33
