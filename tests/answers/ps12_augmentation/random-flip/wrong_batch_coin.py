"""Hands the whole batch to torchvision's transform, which throws one coin a call."""

# points: 1 of 2
from torchvision.transforms import v2


def random_flip(images, p):
    return v2.RandomHorizontalFlip(p)(images)
