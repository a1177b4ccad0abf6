"""torchvision's crop with padding, once an image."""

# points: 3 of 3
import torch
from torchvision.transforms import v2


def random_crop(images, pad):
    height, width = images.shape[-2:]
    crop = v2.RandomCrop((height, width), padding=pad)
    return torch.stack([crop(image) for image in images])
