"""A nan falls through all comparisons."""

# points: 1 of 3
import math


def known_losses(counts):
    classes, total = len(counts), sum(counts)
    entropy = sum(-n / total * math.log(n / total) for n in counts if n)
    return [math.log(classes), entropy, math.log(math.e + classes - 1) - 1]


def judge_first_loss(loss, classes, tolerance):
    excess = loss - math.log(classes)
    if excess > tolerance:
        return "opinionated", math.exp(excess)
    if excess < -tolerance:
        return "informed", math.exp(excess)
    return "as expected", math.exp(excess)
