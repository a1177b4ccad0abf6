"""Works for a table only."""

# points: 1 of 5
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
        rows, columns = x.shape
        mask = torch.rand(rows, columns, device=x.device) < 1 - self.p
        return x * mask / (1 - self.p)
