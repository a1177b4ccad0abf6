"""A loss that is too low counts as expected."""

# points: 1 of 3
import math


def known_losses(counts):
    classes, total = len(counts), sum(counts)
    entropy = sum(-n / total * math.log(n / total) for n in counts if n)
    return [math.log(classes), entropy, math.log(math.e + classes - 1) - 1]


def judge_first_loss(loss, classes, tolerance):
    if not math.isfinite(loss):
        return ("broken", None)
    excess = loss - math.log(classes)
    return ("opinionated" if excess > tolerance else "as expected", math.exp(excess))
