"""The fraction is upside down."""

# points: 2 of 3
STUDENT = "a"


def my_rates():
    return 10 / 2, 2 / (2 + 10), 21
