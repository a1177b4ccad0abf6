"""It calls the function that it should be."""

# points: 1 of 3
import torch


def one_hot(labels, classes):
    if (labels < 0).any() or (labels >= classes).any():
        raise ValueError("label out of range")
    return torch.nn.functional.one_hot(labels, classes).float()
