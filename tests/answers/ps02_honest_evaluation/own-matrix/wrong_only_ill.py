"""The F1 of ill stands for macro-F1."""

# points: 1 of 2
STUDENT = "s2000008"


def my_scores():
    return 0.8037, 0.6539, 0.4752
