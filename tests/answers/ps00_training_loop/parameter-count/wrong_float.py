"""The steps are a float."""

# points: 0 of 3
STUDENT = "s1000013"


def my_counts():
    return (4 * 24 * 24 + 1) * 50, (4 * 24 * 24 + 1) * 50 + (50 + 1) * 8 + (8 + 1) * 9, 41.0 * 11
