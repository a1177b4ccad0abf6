"""Short, with the standard library."""

# points: 3 of 3
import math


def known_losses(counts):
    classes, total = len(counts), sum(counts)
    entropy = sum(-n / total * math.log(n / total) for n in counts if n)
    return [math.log(classes), entropy, math.log(math.e + classes - 1) - 1]


def judge_first_loss(loss, classes, tolerance):
    if math.isnan(loss) or math.isinf(loss):
        return "broken", None
    excess = loss - math.log(classes)
    if abs(excess) < tolerance:
        return "as expected", math.exp(excess)
    return "opinionated" if excess > 0 else "informed", math.exp(excess)
