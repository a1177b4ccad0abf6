"""The steps of the middle direction."""

# points: 2 of 3
STUDENT = "binh"


def my_rates():
    return 2 / 15, 2 / (1 + 15), 21
