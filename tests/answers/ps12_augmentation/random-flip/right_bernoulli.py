"""Coins by bernoulli, mirrored through an index."""

# points: 2 of 2
import torch


def random_flip(images, p):
    n, _, _, width = images.shape
    coins = torch.bernoulli(torch.full((n,), float(p))).bool()
    out = images.clone()
    chosen = coins.nonzero().flatten().to(images.device)
    out[chosen] = images[chosen][..., torch.arange(width - 1, -1, -1, device=images.device)]
    return out
