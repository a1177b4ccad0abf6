"""PyTorch's layer under another name."""

# points: 0 of 4
import torch


class BatchNorm(torch.nn.BatchNorm1d):
    pass
