"""The rate that suits the flattest direction."""

# points: 2 of 3
STUDENT = "tuan"


def my_rates():
    return 2 / 20, 1 / 0.5, 182
