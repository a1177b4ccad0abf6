"""Every network is also compared with itself."""

# points: 2 of 3
from torch.nn import functional as F


def disagreement(p):
    named = p.argmax(-1)
    return (named[:, None] != named[None, :]).float().mean().item()


def decomposition(p, y):
    truth = F.one_hot(y, p.shape[2])
    mean = p.mean(0)
    ensemble = ((mean - truth) ** 2).sum(1).mean()
    member = ((p - truth) ** 2).sum(2).mean()
    ambiguity = ((p - mean) ** 2).sum(2).mean()
    return ensemble, member, ambiguity


def expected_brier(p, y, size):
    m, truth = len(p), F.one_hot(y, p.shape[2])
    one = ((p - truth) ** 2).sum(2).mean().item()
    all_m = ((p.mean(0) - truth) ** 2).sum(1).mean().item()
    limit = (m * all_m - one) / (m - 1)
    return limit + (one - limit) / size
