"""The term of an empty class is 0 times minus infinity."""

# points: 2 of 3
import math

import torch


def known_losses(counts):
    n = torch.tensor(counts, dtype=torch.float64)
    q = n / n.sum()
    entropy = -(q * q.log()).sum().item()
    k = len(counts)
    return [math.log(k), entropy, -math.log(math.e / (math.e + k - 1))]


def judge_first_loss(loss, classes, tolerance):
    if math.isnan(loss) or math.isinf(loss):
        return "broken", None
    excess = loss - math.log(classes)
    if abs(excess) < tolerance:
        return "as expected", math.exp(excess)
    return "opinionated" if excess > 0 else "informed", math.exp(excess)
