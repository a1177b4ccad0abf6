"""The means of batches are divided by the number of samples."""

# points: 1 of 3
import torch


def validation_loss(net, batches):
    before, total, count = net.training, 0.0, 0
    net.eval()
    with torch.no_grad():
        for x, y in batches:
            total += torch.nn.functional.cross_entropy(net(x), y).item()
            count += len(y)
    net.train(before)
    return total / count
