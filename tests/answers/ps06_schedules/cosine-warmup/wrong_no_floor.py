"""The floor is left out."""

# points: 0 of 4
import math


def cosine_rate(peak, floor, warmup, total, step):
    if step < warmup:
        return peak * (step + 1) / (warmup + 1)
    p = min(1, (step - warmup) / (total - warmup))
    return peak * (1 + math.cos(math.pi * p)) / 2
