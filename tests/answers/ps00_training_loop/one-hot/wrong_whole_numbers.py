"""The result stays int64."""

# points: 1 of 3
import torch


def one_hot(labels, classes):
    if (labels < 0).any() or (labels >= classes).any():
        raise ValueError("label out of range")
    return (labels[..., None] == torch.arange(classes, device=labels.device)).long()
