"""A softmax before the loss."""

# points: 2 of 4
import torch


def softmax(z, dim):
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)


def cross_entropy(logits, labels):
    p = softmax(logits, 1)
    logits = p
    shifted = logits - logits.amax(1, keepdim=True)
    each = shifted.exp().sum(1).log() - shifted[torch.arange(len(labels)), labels]
    return each.mean()
