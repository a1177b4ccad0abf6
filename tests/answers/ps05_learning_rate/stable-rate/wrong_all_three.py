"""The middle direction counts as well."""

# points: 2 of 3
STUDENT = "0000"


def my_rates():
    return 2 / 15, 3 / (0.5 + 4 + 15), 136
