"""Swish's slope with exp(x), nan for large x."""

# points: 2 of 3
import torch


def sigmoid_backward(grad, y):
    return grad * y * (1 - y)


def tanh_backward(grad, y):
    return grad * (1 - y**2)


def swish_backward(grad, x):
    e = torch.exp(x)
    return grad * (e / (1 + e) + x * e / (1 + e) ** 2)
