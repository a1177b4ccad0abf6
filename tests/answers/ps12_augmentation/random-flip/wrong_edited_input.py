"""Mirrors in the batch that it was given."""

# points: 1 of 2
import torch


def random_flip(images, p):
    coin = torch.rand(len(images)) < p
    images[coin] = images[coin].flip(-1)
    return images
