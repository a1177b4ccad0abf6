"""The last class is refused."""

# points: 0 of 3
import torch


def one_hot(labels, classes):
    if (labels < 0).any() or (labels >= classes - 1).any():
        raise ValueError("label out of range")
    return (labels.unsqueeze(-1) == torch.arange(classes, device=labels.device)).float()
