"""torch in double precision."""

# points: 3 of 3
import math

import torch


def rate_grid(start, end, count):
    return torch.logspace(math.log10(start), math.log10(end), count, dtype=torch.float64).tolist()


def log_mean(rates):
    return torch.tensor(rates, dtype=torch.float64).log().mean().exp()
