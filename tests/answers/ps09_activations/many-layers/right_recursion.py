"""Recursion, a loop over the mean square, and a sum with steps of a twentieth."""

# points: 3 of 3
import math

import torch


def chain_slope(x, weights):
    if not weights:
        return 1
    value = 1 / (1 + math.exp(-weights[0] * x))
    return weights[0] * value * (1 - value) * chain_slope(value, weights[1:])


def size_left(gain, layers):
    square = 1.0
    for _ in range(layers):
        square = square * gain**2 / 2
    return math.sqrt(square)


def gain_for(f):
    mean = 0.0
    for k in range(-120, 121):
        z = k / 20
        value = f(torch.tensor([z]))[0].item()
        mean += 0.05 * value**2 * math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return mean**-0.5
