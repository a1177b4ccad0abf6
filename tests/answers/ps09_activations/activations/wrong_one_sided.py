"""tanh with exp(2x) above and below, nan on the right."""

# points: 3 of 4
import torch


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def tanh(x):
    return (torch.exp(2 * x) - 1) / (torch.exp(2 * x) + 1)


def leaky_relu(x, slope):
    return torch.where(x > 0, x, slope * x)


def elu(x):
    return torch.where(x > 0, x, torch.exp(x.clamp(max=0)) - 1)
