"""The logits are shifted in place."""

# points: 3 of 4
import torch


def softmax(z, dim):
    with torch.no_grad():
        z -= z.amax(dim, keepdim=True)
    return z.exp() / z.exp().sum(dim, keepdim=True)


def cross_entropy(logits, labels):
    top = logits.amax(1, keepdim=True)
    log_sum = (logits - top).exp().sum(1).log() + top[:, 0]
    return (log_sum - logits.gather(1, labels[:, None])[:, 0]).mean()
