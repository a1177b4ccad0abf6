"""Scales in training, and in evaluation once more."""

# points: 4 of 5
import torch


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x * (1 - self.p)
        if self.p == 1:
            return x * 0
        return x * (torch.rand_like(x) < 1 - self.p) / (1 - self.p)
