"""It calls torch's own softmax and loss."""

# points: 2 of 4
import torch


def softmax(z, dim):
    return torch.softmax(z, dim)


def cross_entropy(logits, labels):
    return torch.nn.CrossEntropyLoss()(logits, labels)
