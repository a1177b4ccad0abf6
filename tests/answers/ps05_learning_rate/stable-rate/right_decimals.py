"""Numbers with four digits."""

# points: 3 of 3
STUDENT = "oanh"


def my_rates():
    return 0.1667, 0.1429, 26
