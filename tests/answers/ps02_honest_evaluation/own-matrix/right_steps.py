"""Step by step, from precision and recall."""

# points: 2 of 2
STUDENT = "B21DCCN042"


def my_scores():
    right = 241
    recall = [24 / 80, 217 / 220]
    precision = [24 / 27, 217 / 273]
    f1 = [2 * p * r / (p + r) for p, r in zip(precision, recall, strict=True)]
    return right / 300, sum(recall) / 2, sum(f1) / 2
