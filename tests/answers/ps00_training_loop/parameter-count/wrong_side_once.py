"""The side is not squared."""

# points: 1 of 3
STUDENT = "s1000004"


def my_counts():
    return (3 * 16 + 1) * 30, (3 * 16 + 1) * 30 + (30 + 1) * 12 + (12 + 1) * 9, 21 * 6
