"""Loops over the entries."""

# points: 3 of 3
import torch


def looped(slope):
    def backward(grad, tensor):
        result = torch.empty_like(tensor)
        entries = zip(grad.flatten(), tensor.flatten(), strict=True)
        for i, (g, t) in enumerate(entries):
            result.view(-1)[i] = g * slope(t)
        return result

    return backward


def swish_slope(x):
    small = torch.exp(-x.abs())
    s = 1 / (1 + small) if x > 0 else small / (1 + small)
    return s + x * s * (1 - s)


sigmoid_backward = looped(lambda y: y * (1 - y))
tanh_backward = looped(lambda y: 1 - y**2)
swish_backward = looped(swish_slope)
