"""The steps at the fastest rate."""

# points: 2 of 3
STUDENT = "dung"


def my_rates():
    return 2 / 20, 2 / (1 + 20), 47
