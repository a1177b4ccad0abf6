"""The factor is the ratio of the losses."""

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
    verdict = "as expected"
    if loss - expected > tolerance:
        verdict = "opinionated"
    elif expected - loss > tolerance:
        verdict = "informed"
    return verdict, loss / expected
