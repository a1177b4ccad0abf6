"""By hand; the sums grow seed by seed, counted in a dictionary."""

# points: 3 of 3
import math
from collections import Counter


def gain(ensemble, single, photos, t):
    r = len(single)
    d = [ensemble[i] - single[i] for i in range(r)]
    mean = sum(d) / r
    s = math.sqrt(sum((x - mean) ** 2 for x in d) / (r - 1))
    low, high = mean - t * s / math.sqrt(r), mean + t * s / math.sqrt(r)
    return tuple(100 * value / photos for value in (mean, low, high))


def sign_flip(ensemble, single):
    ways, seen = Counter({0: 1}), 0
    for a, b in zip(ensemble, single, strict=True):
        grown = Counter()
        for total, count in ways.items():
            grown[total + a - b] += count
            grown[total - a + b] += count
        ways, seen = grown, seen + a - b
    return sum(count for total, count in ways.items() if abs(total) >= abs(seen)) / ways.total()
