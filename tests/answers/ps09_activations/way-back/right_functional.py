"""torch functions and other names."""

# points: 3 of 3
import torch


def sigmoid_backward(upstream, out):
    return torch.mul(upstream, torch.mul(out, torch.rsub(out, 1)))


def tanh_backward(upstream, out):
    return torch.mul((1 - out) * (1 + out), upstream)


def swish_backward(upstream, z):
    s = torch.nn.functional.sigmoid(z)
    return torch.addcmul(s, z * s, torch.sigmoid(-z)).mul(upstream)
