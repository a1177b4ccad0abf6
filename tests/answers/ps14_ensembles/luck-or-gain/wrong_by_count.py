"""The spread divides by R."""

# points: 2 of 3
import itertools
import statistics


def gain(ensemble, single, photos, t):
    d = [100 * (a - b) / photos for a, b in zip(ensemble, single, strict=True)]
    mean, half = statistics.mean(d), t * statistics.pstdev(d) / len(d) ** 0.5
    return mean, mean - half, mean + half


def sign_flip(ensemble, single):
    d = [a - b for a, b in zip(ensemble, single, strict=True)]
    count = 0
    for signs in itertools.product([-1, 1], repeat=len(d)):
        if abs(sum(s * x for s, x in zip(signs, d, strict=True))) >= abs(sum(d)):
            count += 1
    return count / 2 ** len(d)
