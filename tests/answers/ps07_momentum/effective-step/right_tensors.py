"""Tensors of float64 without dimensions in the place of floats."""

# points: 3 of 3
import torch


def step_length(rate, mu, t):
    powers = torch.tensor(mu, dtype=torch.float64) ** torch.arange(t)
    return rate * powers.sum()


def momentum_for(steps):
    return torch.tensor(1.0, dtype=torch.float64) - 1 / steps


def unbiased(average, mu, t):
    return torch.div(average, 1 - mu**t)
