"""Exactly the share p is dropped in each call, so the entries are not independent."""

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
        mask = torch.ones(x.numel(), device=x.device)
        mask[torch.randperm(x.numel(), device=x.device)[: round(self.p * x.numel())]] = 0
        return x * mask.reshape(x.shape) / (1 - self.p)
