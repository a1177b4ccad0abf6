"""In-place operations on copies."""

# points: 3 of 3
import torch


def sigmoid_backward(grad, y):
    result = grad.clone()
    result *= y
    result -= result * y
    return result


def tanh_backward(grad, y):
    return y.clone().square_().neg_().add_(1).mul_(grad)


def swish_backward(grad, x):
    s = torch.sigmoid(x)
    result = (1 - s).mul_(x).add_(1).mul_(s)
    result *= grad
    return result
