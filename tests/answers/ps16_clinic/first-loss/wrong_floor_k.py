"""The floor of two softmaxes counts the right class twice."""

# points: 2 of 3
import math


def known_losses(counts):
    k = len(counts)
    q = [n / sum(counts) for n in counts if n > 0]
    return [math.log(k), -sum(p * math.log(p) for p in q), -math.log(math.e / (math.e + k))]


def judge_first_loss(loss, classes, tolerance):
    if math.isnan(loss) or math.isinf(loss):
        return "broken", None
    excess = loss - math.log(classes)
    if abs(excess) < tolerance:
        return "as expected", math.exp(excess)
    return "opinionated" if excess > 0 else "informed", math.exp(excess)
