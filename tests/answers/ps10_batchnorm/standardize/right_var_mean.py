"""Both statistics in one call, multiplied by the inverse root."""

# points: 3 of 3
import torch


def standardize(x, eps):
    variance, mean = torch.var_mean(x, dim=0, keepdim=True, unbiased=False)
    return (x - mean) * torch.rsqrt(variance + eps)
