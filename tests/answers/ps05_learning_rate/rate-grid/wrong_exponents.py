"""The rates go to torch.logspace as they are."""

# points: 1 of 3
import math

import torch


def rate_grid(start, end, count):
    return torch.logspace(start, end, count, dtype=torch.float64).tolist()


def log_mean(rates):
    return math.exp(sum(math.log(rate) for rate in rates) / len(rates))
