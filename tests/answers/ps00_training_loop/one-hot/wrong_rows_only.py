"""Indexing that works for one axis only."""

# points: 2 of 3
import torch


def one_hot(labels, classes):
    if (labels < 0).any() or (labels >= classes).any():
        raise ValueError("label out of range")
    result = torch.zeros(len(labels), classes)
    result[torch.arange(len(labels)), labels] = 1
    return result
