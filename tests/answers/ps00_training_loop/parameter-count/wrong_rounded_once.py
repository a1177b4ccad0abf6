"""Rounded up once, at the end."""

# points: 2 of 3
STUDENT = "s1000008"


def my_counts():
    return (3 * 24 * 24 + 1) * 30, (3 * 24 * 24 + 1) * 30 + (30 + 1) * 8 + (8 + 1) * 9, 610
