"""Takes the power of 1 - F."""

# points: 2 of 3
from scipy.stats import binom


def luck(settings, photos, p):
    return sum((1 - binom.cdf(k, photos, p)) ** settings for k in range(photos)) / photos


def honest_search(settings, fit, score, train, validation, test):
    nets = [fit(setting, train) for setting in settings]
    scores = [score(net, validation) for net in nets]
    best = scores.index(max(scores))
    return settings[best], score(nets[best], test)
