"""The loss is followed, not the distance."""

# points: 2 of 3
STUDENT = "vy"


def my_rates():
    return 2 / 20, 2 / (1 + 20), 45
