"""The random numbers come from numpy."""

# points: 5 of 5
import numpy as np
import torch


class Dropout(torch.nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        mask = torch.as_tensor(np.random.binomial(1, 1 - self.p, size=tuple(x.shape)))
        mask = mask.to(dtype=x.dtype, device=x.device)
        return x * mask / max(1 - self.p, 1e-3)
