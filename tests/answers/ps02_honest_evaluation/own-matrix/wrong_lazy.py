"""The accuracy is that of a program that calls every fish fit."""

# points: 1 of 2
STUDENT = "s2000003"


def my_scores():
    return 0.8000, 0.6896, 0.7295
