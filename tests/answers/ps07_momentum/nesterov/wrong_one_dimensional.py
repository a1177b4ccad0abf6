"""The second form works on vectors only."""

# points: 2 of 4
import torch


def lookahead_step(x, v, grad, rate, rho):
    new_v = rho * v - rate * grad(x + rho * v)
    return x + new_v, new_v


def shifted_step(y, v, grad, rate, rho):
    slope = grad(y)
    new_v = torch.stack([rho * v[i] - rate * slope[i] for i in range(y.numel())])
    return y - rho * v + (1 + rho) * new_v, new_v
