"""A loop over examples, and logaddexp."""

# points: 4 of 4
import torch


def softmax(z, dim):
    return (z - log_sum(z, dim)).exp()


def log_sum(z, dim):
    first, *others = z.unbind(dim)
    for other in others:
        first = torch.logaddexp(first, other)
    return first.unsqueeze(dim)


def cross_entropy(logits, labels):
    losses = []
    for row, label in zip(logits, labels.tolist(), strict=True):
        losses.append(log_sum(row, 0)[0] - row[label])
    return torch.stack(losses).mean()
