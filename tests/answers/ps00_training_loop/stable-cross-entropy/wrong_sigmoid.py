"""A sigmoid of each logit."""

# points: 2 of 4
import torch


def softmax(z, dim):
    return torch.sigmoid(z)


def cross_entropy(logits, labels):
    top = logits.amax(1, keepdim=True)
    log_sum = (logits - top).exp().sum(1).log() + top[:, 0]
    return (log_sum - logits.gather(1, labels[:, None])[:, 0]).mean()
