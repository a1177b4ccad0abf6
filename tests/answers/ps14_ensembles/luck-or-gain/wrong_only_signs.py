"""Only the signs of the differences are looked at."""

# points: 1 of 3
import itertools
import statistics


def gain(ensemble, single, photos, t):
    d = [100 * (a - b) / photos for a, b in zip(ensemble, single, strict=True)]
    mean, half = statistics.mean(d), t * statistics.stdev(d) / len(d) ** 0.5
    return mean, mean - half, mean + half


def sign_flip(ensemble, single):
    d = [(a > b) - (a < b) for a, b in zip(ensemble, single, strict=True)]
    ways = itertools.product([-1, 1], repeat=len(d))
    sums = [abs(sum(s * x for s, x in zip(way, d, strict=True))) for way in ways]
    return sum(other >= abs(sum(d)) for other in sums) / len(sums)
