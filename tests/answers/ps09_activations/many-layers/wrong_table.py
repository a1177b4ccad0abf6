"""Two gains by heart, 1 for whatever else."""

# points: 2 of 3
import math

import torch


def chain_slope(x, weights):
    a, slope = x, 1.0
    for w in weights:
        a = 1 / (1 + math.exp(-w * a))
        slope *= w * a * (1 - a)
    return slope


def size_left(gain, layers):
    return (gain / 2**0.5) ** layers


def gain_for(f):
    return {torch.relu: 2**0.5, torch.tanh: 1.5925}.get(f, 1.0)
