"""scipy's distribution, and max with a key."""

# points: 3 of 3
import numpy as np
from scipy import stats


def luck(settings, photos, p):
    at_most = stats.binom.cdf(np.arange(photos), photos, p)
    return np.mean(1 - at_most**settings)


def honest_search(settings, fit, score, train, validation, test):
    trials = []
    for setting in settings:
        net = fit(setting, train)
        trials.append((score(net, validation), net, setting))
    _, net, winner = max(trials, key=lambda trial: trial[0])
    return [winner, score(net, test)]
