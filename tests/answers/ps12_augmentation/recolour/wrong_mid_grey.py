"""Moves away from 0.5, as in the lecture."""

# points: 0 of 3
import torch


def recolour(images, brightness, contrast):
    if images.dtype == torch.uint8:
        return (255 * recolour(images / 255, brightness, contrast)).round().to(torch.uint8)
    b, c = brightness[:, None, None, None], contrast[:, None, None, None]
    x = (b * images).clamp(0, 1)
    return (0.5 + c * (x - 0.5)).clamp(0, 1)
