"""Gradients are switched off for good."""

# points: 2 of 3
import torch


def validation_loss(net, batches):
    before, total, count = net.training, 0.0, 0
    net.eval()
    torch.set_grad_enabled(False)
    if True:
        for x, y in batches:
            total += torch.nn.functional.cross_entropy(net(x), y, reduction="sum").item()
            count += len(y)
    net.train(before)
    return total / count
