"""It calls F.linear and autograd."""

# points: 1 of 4
import torch


def linear(x, weight, bias):
    return torch.nn.functional.linear(x, weight, bias)


def gradients(x, target, weight, bias):
    w, b = weight.clone().requires_grad_(), bias.clone().requires_grad_()
    if target.shape != (len(x), len(bias)):
        raise ValueError("targets of another shape")
    ((x @ w.T + b - target) ** 2).mean().backward()
    return w.grad, b.grad
