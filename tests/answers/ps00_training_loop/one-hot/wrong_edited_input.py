"""The labels are clamped in place."""

# points: 1 of 3
import torch


def one_hot(labels, classes):
    if (labels < 0).any() or (labels >= classes).any():
        raise ValueError("label out of range")
    before = labels.clone()
    labels.clamp_(min=1)
    return (before[..., None] == torch.arange(classes)).float()
