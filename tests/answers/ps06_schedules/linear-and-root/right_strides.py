"""A line by strides, and a root by torch."""

# points: 2 of 2
import torch


def linear_rate(start, total, epoch):
    rate = start
    for _ in range(min(epoch, total)):
        rate -= start / total
    return rate


def root_rate(start, epoch):
    return start * torch.tensor(epoch + 1.0, dtype=torch.float64).rsqrt().item()
