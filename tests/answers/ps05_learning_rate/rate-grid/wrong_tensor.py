"""A tensor instead of a list."""

# points: 1 of 3
import math

import torch


def rate_grid(start, end, count):
    return torch.logspace(math.log10(start), math.log10(end), count, dtype=torch.float64)


def log_mean(rates):
    return math.exp(sum(math.log(rate) for rate in rates) / len(rates))
