"""The gradient is that of the identity."""

# points: 4 of 5
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
        dropped = x * (torch.rand_like(x) < 1 - self.p) / (1 - self.p)
        return x + (dropped - x).detach()
