"""The snapshot is taken after the first step of the next cycle."""

# points: 2 of 4
import copy
import math


def cyclic_rate(t, first, growth, peak):
    start, length = 0, first
    while t >= start + length:
        start, length = start + length, length * growth
    return peak * (1 + math.cos(math.pi * (t - start) / length)) / 2


def snapshots(net, step, rates):
    taken = []
    for i, rate in enumerate(rates):
        step(rate)
        if i > 0 and rate > rates[i - 1]:
            taken.append(copy.deepcopy(net))
    return [*taken, copy.deepcopy(net)]
