"""The balanced accuracy stands for macro-F1."""

# points: 1 of 2
STUDENT = "s2000009"


def my_scores():
    return 0.8100, 0.6716, 0.6716
