"""ELU's exponential on both sides."""

# points: 3 of 4
import torch


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def tanh(x):
    return 2 / (1 + torch.exp(-2 * x)) - 1


def leaky_relu(x, slope):
    return torch.where(x > 0, x, slope * x)


def elu(x):
    return torch.exp(x) - 1
