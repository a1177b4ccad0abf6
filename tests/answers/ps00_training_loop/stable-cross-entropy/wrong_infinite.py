"""The logarithm of a probability that was rounded to 0."""

# points: 3 of 4
import torch


def softmax(z, dim):
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)


def cross_entropy(logits, labels):
    p = softmax(logits, 1)
    return -p[torch.arange(len(labels)), labels].log().mean()
