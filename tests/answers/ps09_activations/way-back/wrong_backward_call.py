"""A backward pass finds the slope of Swish."""

# points: 2 of 3
import torch


def sigmoid_backward(grad, y):
    return grad * y * (1 - y)


def tanh_backward(grad, y):
    return grad * (1 - y**2)


def swish_backward(grad, x):
    x = x.clone().requires_grad_()
    (grad * x * torch.sigmoid(x)).sum().backward()
    return x.grad
