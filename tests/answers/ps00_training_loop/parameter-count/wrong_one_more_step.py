"""One batch too many an epoch."""

# points: 2 of 3
STUDENT = "s1000014"


def my_counts():
    return (3 * 24 * 24 + 1) * 20, (3 * 24 * 24 + 1) * 20 + (20 + 1) * 16 + (16 + 1) * 5, (28 + 1) * 15
