"""Simulates two thousand searches."""

# points: 2 of 3
import torch


def luck(settings, photos, p):
    counts = torch.full((2000, settings), float(photos))
    scores = torch.binomial(counts, torch.full_like(counts, p)) / photos
    return scores.max(dim=1).values.mean().item()


def honest_search(settings, fit, score, train, validation, test):
    nets = [fit(setting, train) for setting in settings]
    scores = [score(net, validation) for net in nets]
    best = scores.index(max(scores))
    return settings[best], score(nets[best], test)
