"""Class 1 gets the first place."""

# points: 1 of 3
import torch


def one_hot(labels, classes):
    if (labels < 0).any() or (labels >= classes).any():
        raise ValueError("label out of range")
    result = torch.zeros(*labels.shape, classes)
    return result.scatter_(-1, ((labels - 1) % classes)[..., None], 1.0)
