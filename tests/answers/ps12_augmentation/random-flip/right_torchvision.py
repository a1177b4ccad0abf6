"""torchvision's transform, called once an image as it is meant to be."""

# points: 2 of 2
import torch
from torchvision.transforms import v2


def random_flip(images, p):
    transform = v2.RandomHorizontalFlip(p=p)
    return torch.stack([transform(image) for image in images])
