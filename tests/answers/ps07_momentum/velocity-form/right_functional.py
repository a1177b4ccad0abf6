"""torch functions with alpha, and a list as the pair."""

# points: 3 of 3
import torch


def velocity_step(x, v, gradient, rate, rho):
    new_v = torch.sub(torch.mul(v, rho), gradient, alpha=rate)
    return [torch.add(x, new_v), new_v]
