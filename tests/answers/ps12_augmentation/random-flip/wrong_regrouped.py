"""Puts the mirrored images in front of the others."""

# points: 1 of 2
import torch


def random_flip(images, p):
    coin = torch.rand(len(images)) < p
    return torch.cat([images[coin].flip(-1), images[~coin]])
