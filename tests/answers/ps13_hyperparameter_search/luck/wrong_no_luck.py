"""Gives the score of a setting that nobody has chosen."""

# points: 2 of 3
import math


def luck(settings, photos, p):
    mean = 0.0
    for k in range(photos + 1):
        mean += k * math.comb(photos, k) * p**k * (1 - p) ** (photos - k)
    return mean / photos


def honest_search(settings, fit, score, train, validation, test):
    nets = [fit(setting, train) for setting in settings]
    scores = [score(net, validation) for net in nets]
    best = scores.index(max(scores))
    return settings[best], score(nets[best], test)
