"""One step too many: the start is counted."""

# points: 2 of 3
STUDENT = "quang"


def my_rates():
    return 2 / 10, 2 / (1 + 10), 45
