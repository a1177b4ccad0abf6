"""Numbers from a calculator."""

# points: 3 of 3
STUDENT = "s1000016"


def my_counts():
    return 122910, 123399, 451
