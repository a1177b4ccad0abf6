"""The channels are forgotten."""

# points: 1 of 3
STUDENT = "s1000003"


def my_counts():
    return (16 * 16 + 1) * 30, (16 * 16 + 1) * 30 + (30 + 1) * 12 + (12 + 1) * 9, 41 * 15
