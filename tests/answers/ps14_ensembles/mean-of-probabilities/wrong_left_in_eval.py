"""The networks are left in evaluation mode."""

# points: 2 of 3
import torch


@torch.no_grad()
def ensemble(nets, x, weights=None):
    if weights is None:
        weights = [1] * len(nets)
    total = 0
    for a, net in zip(weights, nets, strict=True):
        net.eval()
        total += a * torch.softmax(net(x), dim=1)
    return total / sum(weights)
