"""Lets the factors spread over the columns, where the shapes allow it."""

# points: 0 of 3
import torch


def recolour(images, brightness, contrast):
    if images.dtype == torch.uint8:
        return (255 * recolour(images / 255, brightness, contrast)).round().to(torch.uint8)
    x = (images * brightness).clamp(0, 1)
    grey = 0.299 * x[:, 0] + 0.587 * x[:, 1] + 0.114 * x[:, 2]
    mean = grey.mean(dim=(1, 2)).reshape(-1, 1, 1, 1)
    return (mean + contrast * (x - mean)).clamp(0, 1).to(images.dtype)
