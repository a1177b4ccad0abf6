"""Image by image, with Python's own coins."""

# points: 2 of 2
import random

import torch


def random_flip(images, p):
    result = images.clone()
    for i in range(len(images)):
        if random.random() < p:
            result[i] = torch.flip(images[i], dims=[2])
    return result
