"""The sigmoid works in the caller's tensor."""

# points: 3 of 4
import torch


def sigmoid(x):
    return x.neg_().exp_().add_(1).reciprocal_()


def tanh(x):
    return 2 / (1 + torch.exp(-2 * x)) - 1


def leaky_relu(x, slope):
    return torch.where(x > 0, x, slope * x)


def elu(x):
    return torch.where(x > 0, x, torch.exp(x.clamp(max=0)) - 1)
