"""The floor is reached in the last step of the run."""

# points: 0 of 4
import math


def cosine_rate(peak, floor, warmup, total, step):
    if step < warmup:
        return peak * (step + 1) / (warmup + 1)
    p = min(1, (step - warmup) / max(1, total - 1 - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * p)) / 2
