"""A while loop, and torch functions."""

# points: 3 of 3
import torch


def first_difference(rates):
    t = 1
    while t < len(rates) and rates[t] == rates[0]:
        t += 1
    return t + 1 if t < len(rates) else None


def rescaled(v, old_rate, new_rate):
    return torch.mul(v, new_rate).div(old_rate)
