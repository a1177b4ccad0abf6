"""There is no warm-up."""

# points: 2 of 4
import math


def cosine_rate(peak, floor, warmup, total, step):
    return floor + (peak - floor) * (1 + math.cos(math.pi * min(1, step / total))) / 2
