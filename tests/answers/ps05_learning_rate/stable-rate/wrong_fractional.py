"""The steps are no whole number."""

# points: 2 of 3
STUDENT = "khoa"


def my_rates():
    return 2 / 20, 2 / (0.5 + 20), 181.89
