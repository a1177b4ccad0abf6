"""Only the parameters are copied into the snapshots."""

# points: 3 of 4
import copy
import math


def cyclic_rate(t, first, growth, peak):
    start, length = 0, first
    while t >= start + length:
        start, length = start + length, length * growth
    return peak * (1 + math.cos(math.pi * (t - start) / length)) / 2


def snapshots(net, step, rates):
    taken, blank = [], copy.deepcopy(net)
    for i, rate in enumerate(rates):
        step(rate)
        if i + 1 == len(rates) or rates[i + 1] > rate:
            snapshot = copy.deepcopy(blank)
            for own, new in zip(snapshot.parameters(), net.parameters(), strict=True):
                own.data = new.detach().clone()
            taken.append(snapshot)
    return taken
