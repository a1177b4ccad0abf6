"""The numbers of another student."""

# points: 0 of 2
STUDENT = "s2000013"


def my_scores():
    return 0.8607, 0.6932, 0.7346
