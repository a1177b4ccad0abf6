"""The numbers of the bowl in the text."""

# points: 0 of 3
STUDENT = "hai"


def my_rates():
    return 2 / 7, 1 / 4, 30
