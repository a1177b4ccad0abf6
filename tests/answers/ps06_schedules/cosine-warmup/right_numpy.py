"""numpy: clip and interp."""

# points: 4 of 4
import numpy as np


def cosine_rate(peak, floor, warmup, total, step):
    climb = np.interp(step, [-1, warmup], [0, peak])
    p = np.clip((step - warmup) / (total - warmup), 0, 1)
    return climb if step < warmup else floor + (peak - floor) * np.cos(np.pi * p / 2) ** 2
