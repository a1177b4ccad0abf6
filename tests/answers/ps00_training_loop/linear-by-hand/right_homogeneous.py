"""The bias as one more column of the weight."""

# points: 4 of 4
import torch


def linear(x, weight, bias):
    return torch.addmm(bias, x, weight.t())


def gradients(x, target, weight, bias):
    whole = torch.cat([x, torch.ones_like(x[:, :1])], dim=1)
    error = whole @ torch.cat([weight, bias[:, None]], dim=1).T
    if error.shape != target.shape:
        raise ValueError("targets of another shape")
    both = (error - target).T @ whole * 2 / error.numel()
    return [both[:, :-1], both[:, -1]]
