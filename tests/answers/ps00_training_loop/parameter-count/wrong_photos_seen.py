"""The photos that are looked at."""

# points: 2 of 3
STUDENT = "s1000010"


def my_counts():
    return (4 * 32 * 32 + 1) * 30, (4 * 32 * 32 + 1) * 30 + (30 + 1) * 16 + (16 + 1) * 9, 1000 * 15
