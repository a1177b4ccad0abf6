"""Reports the score that made the winner win."""

# points: 1 of 3
import math


def luck(settings, photos, p):
    total, at_most = 0.0, 0.0
    for k in range(photos):
        at_most += math.comb(photos, k) * p**k * (1 - p) ** (photos - k)
        total += 1 - at_most**settings
    return total / photos


def honest_search(settings, fit, score, train, validation, test):
    nets = [fit(setting, train) for setting in settings]
    scores = [score(net, validation) for net in nets]
    return settings[scores.index(max(scores))], max(scores)
