"""The factor 1/2 is missing."""

# points: 2 of 4
import copy
import math


def cyclic_rate(t, first, growth, peak):
    length = first
    while t >= length:
        t -= length
        length *= growth
    return peak * (1 + math.cos(math.pi * t / length))


def snapshots(net, step, rates):
    taken = []
    for i in range(len(rates)):
        step(rates[i])
        last = i == len(rates) - 1
        if last or rates[i] < rates[i + 1]:
            taken.append(copy.deepcopy(net))
    return taken
