"""F1 is taken of the mean precision and the mean recall."""

# points: 1 of 2
STUDENT = "s2000010"


def my_scores():
    return 0.7893, 0.6425, 0.7257
