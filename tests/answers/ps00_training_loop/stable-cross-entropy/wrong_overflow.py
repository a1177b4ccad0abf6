"""The formula as it stands, in both functions."""

# points: 2 of 4
import torch


def softmax(z, dim):
    return z.exp() / z.exp().sum(dim, keepdim=True)


def cross_entropy(logits, labels):
    each = logits.exp().sum(1).log() - logits[torch.arange(len(labels)), labels]
    return each.mean()
