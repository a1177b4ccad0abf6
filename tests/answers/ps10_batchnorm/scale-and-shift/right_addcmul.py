"""Fused tensor functions and other names."""

# points: 2 of 2
import torch


def scale_and_shift(z, scale, shift):
    return torch.addcmul(shift, z, scale)


def identity(mu, sigma2, epsilon):
    gamma = torch.sqrt(torch.add(sigma2, epsilon))
    return [gamma, mu]
