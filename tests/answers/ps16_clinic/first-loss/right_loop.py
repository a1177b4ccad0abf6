"""Loops, and a verdict looked up by the sign."""

# points: 3 of 3
from math import e, exp, inf, log


def known_losses(counts):
    total, entropy = 0, 0.0
    for n in counts:
        total += n
    for n in counts:
        if n == 0:
            continue
        entropy -= n / total * log(n / total)
    k = len(counts)
    return (log(k), entropy, -log(e / (e + k - 1)))


def judge_first_loss(loss, classes, tolerance):
    if loss != loss or loss in (inf, -inf):
        return ["broken", None]
    excess = loss - log(classes)
    side = (excess > tolerance) - (excess < -tolerance)
    return [{1: "opinionated", 0: "as expected", -1: "informed"}[side], exp(excess)]
