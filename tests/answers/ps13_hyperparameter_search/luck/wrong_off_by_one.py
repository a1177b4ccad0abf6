"""Takes F(k) for the probability of fewer than k."""

# points: 2 of 3
import math


def luck(settings, photos, p):
    total, fewer = 0.0, 0.0
    for k in range(photos):
        total += 1 - fewer**settings
        fewer += math.comb(photos, k) * p**k * (1 - p) ** (photos - k)
    return total / photos


def honest_search(settings, fit, score, train, validation, test):
    nets = [fit(setting, train) for setting in settings]
    scores = [score(net, validation) for net in nets]
    best = scores.index(max(scores))
    return settings[best], score(nets[best], test)
