"""Images lose whole channels, as in Dropout2d."""

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
        drawn = torch.rand_like(x)
        if x.dim() == 4:
            drawn = drawn[:, :, :1, :1]
        return x * (drawn < 1 - self.p) / (1 - self.p)
