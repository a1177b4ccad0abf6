"""A flag of its own, which eval() of the model does not set."""

# points: 4 of 5
import torch


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p, self.is_training = p, True

    def forward(self, x):
        if not self.is_training:
            return x
        if self.p == 1:
            return x * 0
        return x * (torch.rand_like(x) < 1 - self.p) / (1 - self.p)
