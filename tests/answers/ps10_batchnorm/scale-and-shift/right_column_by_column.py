"""A loop over the features."""

# points: 2 of 2
import torch


def scale_and_shift(x_hat, gamma, beta):
    columns = [g * column + b for g, b, column in zip(gamma, beta, x_hat.T, strict=True)]
    return torch.stack(columns, dim=1)


def identity(mean, variance, eps):
    gamma, beta = variance.clone(), torch.zeros_like(mean)
    gamma += eps
    beta += mean
    return gamma**0.5, beta
