"""The recursions themselves, run on a gradient of 1."""

# points: 3 of 3
import itertools


def lengths(beta1, beta2):
    m = v = 0.0
    while True:
        m, v = beta1 * m + 1 - beta1, beta2 * v + 1 - beta2
        yield m / v**0.5


def uncorrected_length(t, beta1, beta2):
    return next(itertools.islice(lengths(beta1, beta2), t - 1, None))


def longest_step(beta1, beta2, steps):
    found = list(itertools.islice(lengths(beta1, beta2), steps))
    return max(range(steps), key=found.__getitem__) + 1


def adagrad_distance(rate, steps):
    total = moved = 0.0
    for _ in range(steps):
        total += 4.0
        moved += rate * 2 / total**0.5
    return moved
