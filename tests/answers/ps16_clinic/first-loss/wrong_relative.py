"""The tolerance is taken as a share of ln K."""

# points: 1 of 3
import math


def known_losses(counts):
    classes, total = len(counts), sum(counts)
    entropy = sum(-n / total * math.log(n / total) for n in counts if n)
    return [math.log(classes), entropy, math.log(math.e + classes - 1) - 1]


def judge_first_loss(loss, classes, tolerance):
    if not math.isfinite(loss):
        return "broken", None
    expected = math.log(classes)
    factor = math.exp(loss - expected)
    if loss > expected * (1 + tolerance):
        return "opinionated", factor
    if loss < expected * (1 - tolerance):
        return "informed", factor
    return "as expected", factor
