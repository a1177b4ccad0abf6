"""Another student's numbers."""

# points: 0 of 3
STUDENT = "s1000011"


def my_counts():
    return (4 * 24 * 24 + 1) * 30, (4 * 24 * 24 + 1) * 30 + (30 + 1) * 8 + (8 + 1) * 7, 21 * 15
