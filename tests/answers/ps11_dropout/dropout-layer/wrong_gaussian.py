"""Multiplies by Gaussian noise of the same mean and variance."""

# points: 1 of 5
import torch


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        width = (self.p / (1 - self.p or 1)) ** 0.5
        return x * (1 + width * torch.randn_like(x))
