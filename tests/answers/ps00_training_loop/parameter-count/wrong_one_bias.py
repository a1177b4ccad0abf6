"""One bias a layer."""

# points: 1 of 3
STUDENT = "s1000002"


def my_counts():
    return 3 * 16 * 16 * 30 + 1, 3 * 16 * 16 * 30 + 1 + 30 * 16 + 1 + 16 * 7 + 1, 21 * 11
