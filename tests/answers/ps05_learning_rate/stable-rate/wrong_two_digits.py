"""The limit is two percent too low."""

# points: 2 of 3
STUDENT = "c"


def my_rates():
    return 0.196000, 2 / (1 + 10), 44
