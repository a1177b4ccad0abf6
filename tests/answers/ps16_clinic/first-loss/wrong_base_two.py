"""Losses in bits, not in nats."""

# points: 2 of 3
import math


def known_losses(counts):
    classes = len(counts)
    shares = [n / sum(counts) for n in counts]
    entropy = -sum(q * math.log2(q) for q in shares if q > 0)
    return [math.log2(classes), entropy, -math.log2(math.e / (math.e + classes - 1))]


def judge_first_loss(loss, classes, tolerance):
    if math.isnan(loss) or math.isinf(loss):
        return "broken", None
    excess = loss - math.log(classes)
    if abs(excess) < tolerance:
        return "as expected", math.exp(excess)
    return "opinionated" if excess > 0 else "informed", math.exp(excess)
