"""Clamps nothing but bytes."""

# points: 0 of 3
import torch


def recolour(images, brightness, contrast):
    if images.dtype == torch.uint8:
        changed = 255 * recolour(images / 255, brightness, contrast)
        return changed.clamp(0, 255).round().to(torch.uint8)
    x = images * brightness[:, None, None, None]
    grey = 0.299 * x[:, 0] + 0.587 * x[:, 1] + 0.114 * x[:, 2]
    mean = grey.mean(dim=(1, 2))[:, None, None, None]
    return (mean + contrast[:, None, None, None] * (x - mean)).to(images.dtype)
