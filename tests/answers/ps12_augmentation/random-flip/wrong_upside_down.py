"""Mirrors upside down."""

# points: 0 of 2
import torch


def random_flip(images, p):
    coin = torch.rand(len(images), device=images.device) < p
    return torch.where(coin[:, None, None, None], images.flip(2), images)
