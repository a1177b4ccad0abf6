"""Adds up k times the probability that k is the highest count."""

# points: 3 of 3
from math import comb


def luck(settings, photos, p):
    chance = [comb(photos, i) * p**i * (1 - p) ** (photos - i) for i in range(photos + 1)]
    mean, before = 0.0, 0.0
    for k in range(photos + 1):
        now = sum(chance[: k + 1]) ** settings
        mean += k / photos * (now - before)
        before = now
    return mean


def honest_search(settings, fit, score, train, validation, test):
    best = None
    for setting in settings:
        net = fit(setting, train)
        value = score(net, validation)
        if best is None or value > best[0]:
            best = value, setting, net
    return best[1], score(best[2], test)
