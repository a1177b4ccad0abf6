"""Numbers with four digits."""

# points: 3 of 3
STUDENT = "dung"


def my_rates():
    return 0.1, 0.09524, 90
