"""The warm-up starts with a rate of 0."""

# points: 2 of 4
import math


def cosine_rate(peak, floor, warmup, total, step):
    if step < warmup:
        return peak * step / warmup
    p = min(1, (step - warmup) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * p)) / 2
