"""PyTorch's layer does the work."""

# points: 0 of 3
import torch


def batch_norm_2d(x, gamma, beta, eps):
    layer = torch.nn.BatchNorm2d(len(gamma), eps=eps).to(x)
    layer.weight.data, layer.bias.data = gamma, beta
    return layer(x)
