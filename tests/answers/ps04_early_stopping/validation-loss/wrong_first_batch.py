"""It returns within the loop."""

# points: 2 of 3
import torch


def validation_loss(net, batches):
    before, total, count = net.training, 0.0, 0
    net.eval()
    with torch.no_grad():
        for x, y in batches:
            total += torch.nn.functional.cross_entropy(net(x), y, reduction="sum").item()
            count += len(y)
            break
    net.train(before)
    return total / count
