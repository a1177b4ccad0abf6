"""Torch raises an IndexError of its own."""

# points: 2 of 3
import torch


def one_hot(labels, classes):
    return torch.eye(classes)[labels]
