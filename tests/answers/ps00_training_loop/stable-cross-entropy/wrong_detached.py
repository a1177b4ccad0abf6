"""No gradient comes through."""

# points: 1 of 4
import torch


def softmax(z, dim):
    z = z.detach()
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)


def cross_entropy(logits, labels):
    shifted = logits - logits.amax(1, keepdim=True)
    each = shifted.exp().sum(1).log() - shifted[torch.arange(len(labels)), labels]
    return torch.tensor(each.mean().item(), dtype=logits.dtype)
