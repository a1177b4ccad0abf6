"""The balanced accuracy comes first."""

# points: 1 of 2
STUDENT = "s2000002"


def my_scores():
    return 0.7354, 0.8767, 0.7725
