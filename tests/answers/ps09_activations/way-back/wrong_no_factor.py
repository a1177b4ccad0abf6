"""The factor x of the second term is forgotten."""

# points: 2 of 3
import torch


def sigmoid_backward(grad, y):
    return grad * y * (1 - y)


def tanh_backward(grad, y):
    return grad * (1 - y**2)


def swish_backward(grad, x):
    s = torch.sigmoid(x)
    return grad * (s + s * (1 - s))
