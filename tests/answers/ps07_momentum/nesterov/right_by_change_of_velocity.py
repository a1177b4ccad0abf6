"""The slide's other form: the velocity and its change."""

# points: 4 of 4
import torch


def lookahead_step(x, v, grad, rate, rho):
    ahead = torch.add(x, v, alpha=rho)
    speed = v.mul(rho).sub(grad(ahead), alpha=rate)
    return [x.add(speed), speed]


def shifted_step(y, v, grad, rate, rho):
    speed = v.mul(rho).sub(grad(y), alpha=rate)
    return [y + speed + rho * (speed - v), speed]
