"""Clamps once, at the end."""

# points: 1 of 3
import torch


def recolour(images, brightness, contrast):
    if images.dtype == torch.uint8:
        return (255 * recolour(images / 255, brightness, contrast)).round().to(torch.uint8)
    x = images * brightness[:, None, None, None]
    grey = 0.299 * x[:, 0] + 0.587 * x[:, 1] + 0.114 * x[:, 2]
    mean = grey.mean(dim=(1, 2))[:, None, None, None]
    return (mean + contrast[:, None, None, None] * (x - mean)).clamp(0, 1).to(images.dtype)
