"""The ratio of the curvatures is taken for the steps."""

# points: 2 of 3
STUDENT = "nam"


def my_rates():
    return 2 / 12, 2 / (0.5 + 12), 24
