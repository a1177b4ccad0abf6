"""The warm-up has W strides: the peak comes a step early."""

# points: 2 of 4
import math


def cosine_rate(peak, floor, warmup, total, step):
    if step < warmup:
        return peak * (step + 1) / warmup
    p = min(1, (step - warmup) / (total - warmup))
    return floor + (peak - floor) * (1 + math.cos(math.pi * p)) / 2
