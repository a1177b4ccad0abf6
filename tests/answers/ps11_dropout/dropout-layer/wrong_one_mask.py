"""The mask is drawn in the first call and kept."""

# points: 4 of 5
import torch


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p, self.mask = p, None

    def forward(self, x):
        if not self.training:
            return x
        if self.p == 1:
            return x * 0
        if self.mask is None or self.mask.shape != x.shape:
            self.mask = torch.rand_like(x) < 1 - self.p
        return x * self.mask / (1 - self.p)
