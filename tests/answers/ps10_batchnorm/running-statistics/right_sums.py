"""Sums over the samples, and the difference to the old value."""

# points: 3 of 3
import torch


def update_running(running_mean, running_var, x, momentum):
    with torch.no_grad():
        count = len(x)
        mean = sum(x) / count
        variance = sum((row - mean) ** 2 for row in x) / count
        unbiased = variance * count / (count - 1)
        new_mean = running_mean + momentum * (mean - running_mean)
        new_var = running_var + momentum * (unbiased - running_var)
    return new_mean, new_var
