"""The cosine is as long as the whole run."""

# points: 2 of 4
import math


def cosine_rate(peak, floor, warmup, total, step):
    if step < warmup:
        return peak * (step + 1) / (warmup + 1)
    p = min(1, (step - warmup) / total)
    return floor + (peak - floor) * (1 + math.cos(math.pi * p)) / 2
