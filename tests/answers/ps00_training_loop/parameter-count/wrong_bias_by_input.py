"""A bias for each input."""

# points: 1 of 3
STUDENT = "s1000005"


def my_counts():
    return 4 * 16 * 16 * (50 + 1), 4 * 16 * 16 * (50 + 1) + 50 * (8 + 1) + 8 * (5 + 1), 16 * 6
