"""The net stays in evaluation mode."""

# points: 2 of 3
import torch


def validation_loss(net, batches):
    total, count = 0.0, 0
    net.eval()
    with torch.no_grad():
        for x, y in batches:
            total += torch.nn.functional.cross_entropy(net(x), y, reduction="sum").item()
            count += len(y)
    return total / count
