"""Tensors of float64."""

# points: 3 of 3
import torch


def uncorrected_length(t, beta1, beta2):
    powers = torch.tensor([beta1, beta2], dtype=torch.float64) ** t
    return (1 - powers[0]) / (1 - powers[1]).sqrt()


def longest_step(beta1, beta2, steps):
    t = torch.arange(1, steps + 1, dtype=torch.float64)
    return int(((1 - beta1**t) / (1 - beta2**t).sqrt()).argmax()) + 1


def adagrad_distance(rate, steps):
    t = torch.arange(1, steps + 1, dtype=torch.float64)
    return (rate * t.rsqrt()).sum().item()
