"""Each unit of a ReLU counts as a parameter."""

# points: 2 of 3
STUDENT = "s1000015"


def my_counts():
    return (4 * 32 * 32 + 1) * 20, (4 * 32 * 32 + 1) * 20 + (20 + 1) * 8 + (8 + 1) * 5 + 20 + 8, 55 * 6
