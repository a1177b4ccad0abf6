"""Throws a coin for every channel of every image."""

# points: 1 of 2
import torch


def random_flip(images, p):
    coin = torch.rand(images.shape[:2], device=images.device) < p
    return torch.where(coin[:, :, None, None], images.flip(-1), images)
