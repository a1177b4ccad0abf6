"""A loop over the entries."""

# points: 3 of 3
import torch


def velocity_step(x, v, gradient, rate, rho):
    new_x, new_v = torch.empty_like(x), torch.empty_like(v)
    flat = zip(x.flatten(), v.flatten(), gradient.flatten(), strict=True)
    for i, (position, speed, slope) in enumerate(flat):
        new_v.view(-1)[i] = rho * speed - rate * slope
        new_x.view(-1)[i] = position + new_v.view(-1)[i]
    return new_x, new_v
