"""After the end the cosine goes on, and up."""

# points: 2 of 4
import math


def cosine_rate(peak, floor, warmup, total, step):
    if step < warmup:
        return peak * (step + 1) / (warmup + 1)
    p = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + math.cos(math.pi * p)) / 2
