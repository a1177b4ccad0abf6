"""A loop over the layers, and PyTorch's soft threshold."""

# points: 3 of 3
import torch


def penalty(net, l1, l2):
    price = 0.0
    for module in net.modules():
        if isinstance(module, (torch.nn.Linear, torch.nn.Conv2d)):
            w = module.weight
            price = price + l1 * torch.norm(w, 1) + l2 * torch.linalg.vector_norm(w).pow(2)
    return price


def proximal_step(w, gradient, rate, l1):
    return torch.nn.functional.softshrink(w - rate * gradient, rate * l1)
