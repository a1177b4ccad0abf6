"""The lecture's factor 2, whatever the number of networks."""

# points: 2 of 3
from torch.nn import functional as F


def disagreement(p):
    classes = p.argmax(-1)
    shares = []
    for i in range(len(p)):
        for j in range(i):
            shares.append((classes[i] != classes[j]).float().mean().item())
    return sum(shares) / len(shares)


def decomposition(p, y):
    truth = F.one_hot(y, p.shape[2])
    mean = p.mean(0)
    ensemble = ((mean - truth) ** 2).sum(1).mean()
    member = ((p - truth) ** 2).sum(2).mean()
    ambiguity = ((p - mean) ** 2).sum(2).mean()
    return ensemble, member, ambiguity


def expected_brier(p, y, size):
    truth = F.one_hot(y, p.shape[2])
    one = ((p - truth) ** 2).sum(2).mean().item()
    all_m = ((p.mean(0) - truth) ** 2).sum(1).mean().item()
    limit = 2 * all_m - one
    return limit + (one - limit) / size
