"""Numpy's cosine; the state is loaded into a fresh copy."""

# points: 4 of 4
import copy

import numpy as np


def cyclic_rate(t, first, growth, peak):
    s, i = t, 0
    while s >= first * growth**i:
        s -= first * growth**i
        i += 1
    return float(peak / 2 * (1 + np.cos(np.pi * s / (first * growth**i))))


def snapshots(net, step, rates):
    kept, before = [], None
    for rate in rates:
        if before is not None and rate > before:
            kept.append(copy.deepcopy(net))
        step(rate)
        before = rate
    last = copy.deepcopy(net)
    last.load_state_dict(net.state_dict())
    return [*kept, last]
