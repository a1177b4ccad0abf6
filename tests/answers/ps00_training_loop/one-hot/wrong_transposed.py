"""The classes go along the first axis."""

# points: 1 of 3
import torch


def one_hot(labels, classes):
    if (labels < 0).any() or (labels >= classes).any():
        raise ValueError("label out of range")
    return (labels == torch.arange(classes).reshape(-1, *[1] * labels.dim())).float()
