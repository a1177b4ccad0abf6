"""The number of the cycle comes from a logarithm, which is rounded."""

# points: 2 of 4
import copy
import math


def cyclic_rate(t, first, growth, peak):
    if growth == 1:
        s, length = t % first, first
    else:
        i = int(math.log(t / first * (growth - 1) + 1, growth))
        s = t - first * (growth**i - 1) // (growth - 1)
        length = first * growth**i
    return peak / 2 * (1 + math.cos(math.pi * s / length))


def snapshots(net, step, rates):
    taken = []
    for i in range(len(rates)):
        step(rates[i])
        last = i == len(rates) - 1
        if last or rates[i] < rates[i + 1]:
            taken.append(copy.deepcopy(net))
    return taken
