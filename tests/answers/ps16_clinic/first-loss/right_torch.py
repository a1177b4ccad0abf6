"""torch's own losses on made-up logits."""

# points: 3 of 3
import math

import torch


def known_losses(counts):
    n = torch.tensor(counts, dtype=torch.float64)
    cross_entropy = torch.nn.functional.cross_entropy
    flat = cross_entropy(torch.zeros(1, len(n), dtype=torch.float64), torch.tensor([0]))
    best = cross_entropy(torch.eye(len(n), dtype=torch.float64)[:1], torch.tensor([0]))
    return [flat.item(), torch.special.entr(n / n.sum()).sum().item(), best.item()]


def judge_first_loss(loss, classes, tolerance):
    loss = torch.tensor(loss, dtype=torch.float64)
    if not loss.isfinite():
        return "broken", None
    factor = loss.exp() / classes
    if factor > math.exp(tolerance):
        return "opinionated", factor.item()
    if factor < math.exp(-tolerance):
        return "informed", factor.item()
    return "as expected", factor.item()
