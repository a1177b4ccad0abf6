"""The inputs are added as if they were parameters."""

# points: 2 of 3
STUDENT = "s1000012"


def my_counts():
    return (4 * 28 * 28 + 1) * 20, (4 * 28 * 28 + 1) * 20 + (20 + 1) * 8 + (8 + 1) * 5 + 4 * 28 * 28, 32 * 6
