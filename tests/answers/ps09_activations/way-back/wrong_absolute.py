"""1 - |y| in the place of 1 - y squared."""

# points: 2 of 3
import torch


def sigmoid_backward(grad, y):
    return grad * y * (1 - y)


def tanh_backward(grad, y):
    return grad * (1 - y.abs())


def swish_backward(grad, x):
    s = torch.sigmoid(x)
    return grad * (s + x * s * (1 - s))
