"""Uses the rule of thumb for many settings."""

# points: 2 of 3
import math


def luck(settings, photos, p):
    sigma = math.sqrt(p * (1 - p) / photos)
    return p + sigma * math.sqrt(2 * math.log(settings))


def honest_search(settings, fit, score, train, validation, test):
    nets = [fit(setting, train) for setting in settings]
    scores = [score(net, validation) for net in nets]
    best = scores.index(max(scores))
    return settings[best], score(nets[best], test)
