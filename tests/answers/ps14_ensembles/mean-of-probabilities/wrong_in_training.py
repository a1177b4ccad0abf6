"""The networks stay in the mode they are in."""

# points: 2 of 3
import torch


def ensemble(nets, x, weights=None):
    if weights is None:
        weights = [1] * len(nets)
    with torch.no_grad():
        return sum(a * net(x).softmax(dim=1) for a, net in zip(weights, nets, strict=True)) / sum(weights)
