"""Each formula split at zero, the exponential always of something negative."""

# points: 4 of 4
import torch


def sigmoid(x):
    small = torch.exp(-x.abs())
    return torch.where(x >= 0, 1 / (1 + small), small / (1 + small))


def tanh(x):
    small = torch.exp(-2 * x.abs())
    return x.sign() * (1 - small) / (1 + small)


def leaky_relu(x, slope):
    return x.clamp(min=0) + slope * x.clamp(max=0)


def elu(x):
    return torch.clamp(x, min=0) + torch.expm1(torch.clamp(x, max=0))
