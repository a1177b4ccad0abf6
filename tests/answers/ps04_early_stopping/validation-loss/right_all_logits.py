"""All logits are collected, one loss at the end."""

# points: 3 of 3
import torch


def validation_loss(net, batches):
    was_training = net.training
    net.eval()
    logits, labels = [], []
    with torch.no_grad():
        for x, y in batches:
            logits.append(net(x))
            labels.append(y)
    if was_training:
        net.train()
    return torch.nn.CrossEntropyLoss()(torch.cat(logits), torch.cat(labels)).item()
