"""The mode of the network itself is given to all of its modules."""

# points: 2 of 3
import torch


@torch.no_grad()
def ensemble(nets, x, weights=None):
    if weights is None:
        weights = [1] * len(nets)
    total = 0
    for a, net in zip(weights, nets, strict=True):
        training = net.training
        net.eval()
        total += a * torch.softmax(net(x), dim=1)
        net.train(training)
    return total / sum(weights)
