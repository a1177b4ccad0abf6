"""The smaller batch is dropped."""

# points: 2 of 3
STUDENT = "s1000007"


def my_counts():
    return (3 * 16 * 16 + 1) * 30, (3 * 16 * 16 + 1) * 30 + (30 + 1) * 16 + (16 + 1) * 5, 31 * 6
