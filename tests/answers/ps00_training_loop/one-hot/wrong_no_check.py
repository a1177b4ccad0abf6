"""A label out of range makes a row of zeros."""

# points: 2 of 3
import torch


def one_hot(labels, classes):
    return (labels.unsqueeze(-1) == torch.arange(classes, device=labels.device)).float()
