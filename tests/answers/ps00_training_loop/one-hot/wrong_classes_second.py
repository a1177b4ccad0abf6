"""The classes become axis 1, as channels do."""

# points: 2 of 3
import torch


def one_hot(labels, classes):
    if (labels < 0).any() or (labels >= classes).any():
        raise ValueError("label out of range")
    result = (labels[..., None] == torch.arange(classes)).float()
    return result.movedim(-1, 1) if labels.dim() > 1 else result
