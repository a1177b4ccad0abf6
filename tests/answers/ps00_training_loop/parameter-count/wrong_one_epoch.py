"""The steps of one epoch."""

# points: 2 of 3
STUDENT = "s1000009"


def my_counts():
    return (4 * 32 * 32 + 1) * 50, (4 * 32 * 32 + 1) * 50 + (50 + 1) * 16 + (16 + 1) * 9, 37
