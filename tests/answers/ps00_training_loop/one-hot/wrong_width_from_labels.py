"""The width follows from the labels of the batch."""

# points: 1 of 3
import torch


def one_hot(labels, classes):
    if (labels < 0).any() or (labels >= classes).any():
        raise ValueError("label out of range")
    result = torch.zeros(*labels.shape, int(labels.max()) + 1)
    return result.scatter_(-1, labels[..., None], 1.0)
