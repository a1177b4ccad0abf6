"""No loop: all pairs in one comparison, sums by einsum."""

# points: 3 of 3
import torch


def disagreement(p):
    named, m = p.argmax(dim=2), len(p)
    return (named[:, None] != named[None]).sum() / (m * (m - 1) * p.shape[1])


def decomposition(p, y):
    m, n, k = p.shape
    off = p - torch.eye(k).to(p)[y]
    ensemble = torch.einsum("nk,nk->", off.mean(0), off.mean(0)) / n
    member = torch.einsum("mnk,mnk->", off, off) / (m * n)
    return ensemble, member, p.var(dim=0, correction=0).sum() / n


def expected_brier(p, y, size):
    off = p - torch.eye(p.shape[2]).to(p)[y]
    member = (off * off).sum(2).mean()
    spread = p.var(dim=0).sum(1).mean()
    return member - spread * (1 - 1 / size)
