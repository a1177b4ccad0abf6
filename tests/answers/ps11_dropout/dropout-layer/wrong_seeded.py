"""Every call sets the same seed, so every mask is the same."""

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
        torch.manual_seed(0)
        return x * (torch.rand_like(x) < 1 - self.p) / (1 - self.p)
