"""The spread is that of two independent groups."""

# points: 2 of 3
import itertools
import statistics


def gain(ensemble, single, photos, t):
    mean = 100 * (statistics.mean(ensemble) - statistics.mean(single)) / photos
    error = ((statistics.variance(ensemble) + statistics.variance(single)) / len(single)) ** 0.5
    half = 100 * t * error / photos
    return mean, mean - half, mean + half


def sign_flip(ensemble, single):
    d = [a - b for a, b in zip(ensemble, single, strict=True)]
    count = 0
    for signs in itertools.product([-1, 1], repeat=len(d)):
        if abs(sum(s * x for s, x in zip(signs, d, strict=True))) >= abs(sum(d)):
            count += 1
    return count / 2 ** len(d)
