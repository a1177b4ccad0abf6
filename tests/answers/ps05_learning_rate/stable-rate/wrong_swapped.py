"""The first two numbers are swapped."""

# points: 1 of 3
STUDENT = "son"


def my_rates():
    return 2 / (1 + 12), 2 / 12, 53
