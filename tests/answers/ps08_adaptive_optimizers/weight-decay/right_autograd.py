"""The penalty is differentiated by autograd."""

# points: 3 of 3
import torch


def l2_gradient(w, gradient, decay):
    copy = w.detach().clone().requires_grad_()
    with torch.enable_grad():
        (slope,) = torch.autograd.grad(decay / 2 * copy.square().sum(), copy)
    return gradient + slope


def decayed_step(w, move, rate, decay):
    shrunk = w.clone()
    shrunk.mul_(1 - rate * decay).sub_(move)
    return shrunk
