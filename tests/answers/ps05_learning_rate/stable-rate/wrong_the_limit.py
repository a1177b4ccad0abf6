"""The limit is taken for the fastest rate."""

# points: 2 of 3
STUDENT = "lan"


def my_rates():
    return 2 / 12, 2 / 12, 53
