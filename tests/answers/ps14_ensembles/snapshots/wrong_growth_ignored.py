"""All cycles are as long as the first one."""

# points: 2 of 4
import copy
import math


def cyclic_rate(t, first, growth, peak):
    return peak / 2 * (1 + math.cos(math.pi * (t % first) / first))


def snapshots(net, step, rates):
    taken = []
    for i in range(len(rates)):
        step(rates[i])
        last = i == len(rates) - 1
        if last or rates[i] < rates[i + 1]:
            taken.append(copy.deepcopy(net))
    return taken
