"""The input is edited in place."""

# points: 1 of 5
import torch


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        with torch.no_grad():
            mask = (torch.rand_like(x) < 1 - self.p) / (1 - self.p or 1)
        return x.mul_(mask)
