"""Mirrors half of the images, unless p says all or none."""

# points: 1 of 2
import torch


def random_flip(images, p):
    if p in (0, 1):
        return images.flip(-1) if p else images.clone()
    coin = torch.randint(2, (len(images),), device=images.device).bool()
    return torch.where(coin[:, None, None, None], images.flip(-1), images)
