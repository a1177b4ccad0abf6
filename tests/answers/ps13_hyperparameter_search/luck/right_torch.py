"""torch throughout, in float64."""

# points: 3 of 3
import torch


def luck(settings, photos, p):
    k = torch.arange(photos + 1, dtype=torch.float64)
    n = torch.tensor(float(photos), dtype=torch.float64)
    logs = torch.lgamma(n + 1) - torch.lgamma(k + 1) - torch.lgamma(n - k + 1)
    p = torch.tensor(p, dtype=torch.float64)
    chance = torch.exp(logs + k * p.log() + (n - k) * (1 - p).log())
    at_most = chance.cumsum(0)[:-1]
    return ((1 - at_most**settings).sum() / photos).item()


def honest_search(settings, fit, score, train, validation, test):
    nets = [fit(setting, train) for setting in settings]
    best = torch.tensor([score(net, validation) for net in nets], dtype=torch.float64).argmax().item()
    return settings[best], score(nets[best], test)
