"""The fastest rate is given as the limit."""

# points: 2 of 3
STUDENT = "anna"


def my_rates():
    return 2 / (1 + 20), 2 / (1 + 20), 90
