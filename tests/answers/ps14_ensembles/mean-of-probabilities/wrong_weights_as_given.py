"""The weighted sum is divided by nothing where weights are given."""

# points: 2 of 3
import torch


def ensemble(nets, x, weights=None):
    modes = [(m, m.training) for net in nets for m in net.modules()]
    for net in nets:
        net.eval()
    with torch.no_grad():
        p = [net(x).softmax(dim=1) for net in nets]
    if weights is None:
        weights = [1 / len(nets)] * len(nets)
    for m, mode in modes:
        m.training = mode
    return sum(a * q for a, q in zip(weights, p, strict=True))
