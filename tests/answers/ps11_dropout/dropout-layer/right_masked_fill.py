"""Dropped entries are filled with 0 in a copy; a generator of its own draws."""

# points: 5 of 5
import torch


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.drop = self.p = p
        self.generator = torch.Generator().manual_seed(5)

    def forward(self, x):
        if self.training and self.p > 0:
            drawn = torch.rand(x.shape, generator=self.generator).to(x.device)
            scale = 0 if self.p == 1 else 1 / (1 - self.p)
            x = (scale * x).masked_fill(drawn < self.p, 0)
        return x
