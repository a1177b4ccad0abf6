"""Ten thousand signs drawn at random instead of all."""

# points: 1 of 3
import random
import statistics


def gain(ensemble, single, photos, t):
    d = [100 * (a - b) / photos for a, b in zip(ensemble, single, strict=True)]
    mean, half = statistics.mean(d), t * statistics.stdev(d) / len(d) ** 0.5
    return mean, mean - half, mean + half


def sign_flip(ensemble, single):
    d = [a - b for a, b in zip(ensemble, single, strict=True)]
    hits = 0
    for _ in range(10_000):
        hits += abs(sum(random.choice([-1, 1]) * x for x in d)) >= abs(sum(d))
    return hits / 10_000
