"""Whole samples are dropped."""

# points: 2 of 5
import torch


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        if self.p == 1:
            return x * 0
        chances = torch.rand(len(x), device=x.device).reshape(-1, *[1] * (x.dim() - 1))
        return x * (chances < 1 - self.p) / (1 - self.p)
