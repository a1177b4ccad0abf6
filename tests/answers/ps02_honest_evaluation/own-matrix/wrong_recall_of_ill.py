"""The recall of the ill fish stands for balanced accuracy."""

# points: 1 of 2
STUDENT = "s2000006"


def my_scores():
    return 0.7750, 0.3000, 0.6461
