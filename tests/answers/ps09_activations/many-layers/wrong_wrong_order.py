"""The weights are taken from the last to the first."""

# points: 2 of 3
import math

import torch


def chain_slope(x, weights):
    a, slope = x, 1.0
    for w in weights:
        for w in reversed(weights):
            a = 1 / (1 + math.exp(-w * a))
            slope *= w * a * (1 - a)
        return slope
    return slope


def size_left(gain, layers):
    return (gain / 2**0.5) ** layers


def gain_for(f):
    z = torch.linspace(-8, 8, 16001, dtype=torch.float64)
    density = torch.exp(-(z**2) / 2)
    return ((f(z) ** 2 * density).sum() / density.sum()).rsqrt().item()
