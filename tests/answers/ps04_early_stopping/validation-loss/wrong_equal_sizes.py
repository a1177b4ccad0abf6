"""All batches are taken to be as large as the first."""

# points: 2 of 3
import torch


def validation_loss(net, batches):
    size = 0
    before, total, count = net.training, 0.0, 0
    net.eval()
    with torch.no_grad():
        for x, y in batches:
            total += torch.nn.functional.cross_entropy(net(x), y, reduction="sum").item()
            size = len(y) if count == 0 else size
            count += size
    net.train(before)
    return total / count
