"""The negative entries are scaled in the caller's tensor."""

# points: 3 of 4
import torch


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def tanh(x):
    return 2 / (1 + torch.exp(-2 * x)) - 1


def leaky_relu(x, slope):
    x[x < 0] *= slope
    return x


def elu(x):
    return torch.where(x > 0, x, torch.exp(x.clamp(max=0)) - 1)
