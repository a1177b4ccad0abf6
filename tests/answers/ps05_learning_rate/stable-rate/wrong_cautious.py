"""1 / λmax is taken for the fastest rate."""

# points: 2 of 3
STUDENT = "minh"


def my_rates():
    return 2 / 20, 1 / 20, 90
