"""The 2 became a 1."""

# points: 2 of 3
STUDENT = "mai"


def my_rates():
    return 2 / 20, 1 / (1 + 20), 90
