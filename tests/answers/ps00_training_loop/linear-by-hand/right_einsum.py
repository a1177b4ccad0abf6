"""With einsum."""

# points: 4 of 4
import torch


def linear(x, weight, bias):
    return torch.einsum("bi,oi->bo", x, weight) + bias


def gradients(x, target, weight, bias):
    z = x @ weight.T + bias
    if target.shape != z.shape:
        raise ValueError("targets of another shape")
    delta = 2 * (z - target) / z.numel()
    return torch.einsum("bo,bi->oi", delta, x), torch.einsum("bo->o", delta)
