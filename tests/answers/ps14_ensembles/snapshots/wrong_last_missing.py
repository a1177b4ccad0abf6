"""Only a jump of the rate is followed by a snapshot: the last cycle has none."""

# points: 2 of 4
import copy
import itertools
import math


def cyclic_rate(t, first, growth, peak):
    start, length = 0, first
    while t >= start + length:
        start, length = start + length, length * growth
    return peak * (1 + math.cos(math.pi * (t - start) / length)) / 2


def snapshots(net, step, rates):
    taken = []
    step(rates[0])
    for before, rate in itertools.pairwise(rates):
        if rate > before:
            taken.append(copy.deepcopy(net))
        step(rate)
    return taken
