"""A mean in single precision."""

# points: 2 of 3

import torch


def rate_grid(start, end, count):
    return [start * (end / start) ** (i / (count - 1)) for i in range(count)]


def log_mean(rates):
    return torch.tensor(rates).float().log().mean().exp()
