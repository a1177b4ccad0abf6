"""A weighted mean of peak and floor, with returns for each part."""

# points: 4 of 4
from math import cos, pi


def cosine_rate(peak, floor, warmup, total, step):
    if step >= total:
        return floor
    if step >= warmup:
        weight = 0.5 + 0.5 * cos(pi * (step - warmup) / (total - warmup))
        return weight * peak + (1 - weight) * floor
    stride = peak / (warmup + 1)
    return stride * (1 + step)
