"""Scores every net on the test set, and shows only the winner's."""

# points: 1 of 3
import math


def luck(settings, photos, p):
    total, at_most = 0.0, 0.0
    for k in range(photos):
        at_most += math.comb(photos, k) * p**k * (1 - p) ** (photos - k)
        total += 1 - at_most**settings
    return total / photos


def honest_search(settings, fit, score, train, validation, test):
    results = {}
    for i, setting in enumerate(settings):
        net = fit(setting, train)
        results[i] = (score(net, validation), score(net, test))
    best = max(results, key=lambda i: results[i][0])
    return settings[best], results[best][1]
