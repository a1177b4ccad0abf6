"""1 / λmax is taken for the limit."""

# points: 2 of 3
STUDENT = "s1"


def my_rates():
    return 1 / 20, 2 / (2 + 20), 44
