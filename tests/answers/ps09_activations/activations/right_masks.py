"""Copies that are written to under a mask."""

# points: 4 of 4
import torch


def sigmoid(values):
    return torch.exp(-values).add(1).reciprocal()


def tanh(values):
    return sigmoid(values * 2).mul(2).sub(1)


def leaky_relu(values, a):
    result = values.clone()
    result[values < 0] *= a
    return result


def elu(values):
    result = values.clone()
    left = values <= 0
    result[left] = values[left].exp() - 1
    return result
