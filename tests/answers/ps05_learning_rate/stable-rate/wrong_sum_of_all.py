"""The sum of the curvatures."""

# points: 2 of 3
STUDENT = "s1234567"


def my_rates():
    return 2 / (0.5 + 3 + 12), 2 / (0.5 + 12), 109
