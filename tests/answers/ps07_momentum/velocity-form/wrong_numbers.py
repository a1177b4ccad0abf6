"""The computation is done on one number: tensors of several entries fail."""

# points: 0 of 3
import torch


def velocity_step(x, v, gradient, rate, rho):
    new_v = rho * v.item() - rate * gradient.item()
    return torch.tensor([x.item() + new_v]), torch.tensor([new_v])
