"""The mean goes over all entries of a one-hot table."""

# points: 2 of 4
import torch


def softmax(z, dim):
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)


def cross_entropy(logits, labels):
    shifted = logits - logits.amax(1, keepdim=True)
    log_p = shifted - shifted.exp().sum(1, keepdim=True).log()
    y = (labels[:, None] == torch.arange(logits.shape[1])).to(logits.dtype)
    return -(y * log_p).mean()
