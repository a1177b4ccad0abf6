"""The accuracy stands for macro-F1."""

# points: 1 of 2
STUDENT = "s2000007"


def my_scores():
    return 0.7969, 0.6146, 0.7969
