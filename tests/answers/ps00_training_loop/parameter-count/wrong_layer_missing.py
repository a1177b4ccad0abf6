"""The middle layer is missing."""

# points: 2 of 3
STUDENT = "s1000006"


def my_counts():
    return (4 * 32 * 32 + 1) * 30, (4 * 32 * 32 + 1) * 30 + (12 + 1) * 7, 37 * 15
