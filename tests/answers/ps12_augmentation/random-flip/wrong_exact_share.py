"""Always mirrors the same number of images, chosen at random."""

# points: 1 of 2
import torch


def random_flip(images, p):
    chosen = torch.randperm(len(images))[: round(p * len(images))]
    result = images.clone()
    result[chosen] = images[chosen].flip(-1)
    return result
