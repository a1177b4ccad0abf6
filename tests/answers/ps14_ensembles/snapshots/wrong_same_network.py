"""The list holds the network itself, several times."""

# points: 2 of 4
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
        if i + 1 == len(rates) or rates[i + 1] > rate:
            taken.append(net)
    return taken
