"""The mean over all groups, which does not exist for more networks than there are."""

# points: 2 of 3
import itertools

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
    size = min(size, len(p))
    groups = itertools.combinations(range(len(p)), size)
    scores = [((p[list(group)].mean(0) - truth) ** 2).sum(1).mean().item() for group in groups]
    return sum(scores) / len(scores)
