"""The fastest rate is two percent too low."""

# points: 2 of 3
STUDENT = "huong"


def my_rates():
    return 2 / 15, 0.122500, 67
