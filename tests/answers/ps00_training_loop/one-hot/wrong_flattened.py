"""The axes of the labels are lost."""

# points: 2 of 3
import torch


def one_hot(labels, classes):
    if (labels < 0).any() or (labels >= classes).any():
        raise ValueError("label out of range")
    flat = labels.reshape(-1)
    result = torch.zeros(len(flat), classes)
    result[torch.arange(len(flat)), flat] = 1
    return result
