"""The first weight is left out of the product."""

# points: 2 of 3
import math

import torch


def chain_slope(x, weights):
    a, slope = x, 1.0
    for i, w in enumerate(weights):
        a = 1 / (1 + math.exp(-w * a))
        slope *= (w if i else 1) * a * (1 - a)
    return slope


def size_left(gain, layers):
    return (gain / 2**0.5) ** layers


def gain_for(f):
    z = torch.linspace(-8, 8, 16001, dtype=torch.float64)
    density = torch.exp(-(z**2) / 2)
    return ((f(z) ** 2 * density).sum() / density.sum()).rsqrt().item()
