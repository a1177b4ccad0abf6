"""Changes the contrast before the brightness."""

# points: 1 of 3
import torch


def recolour(images, brightness, contrast):
    if images.dtype == torch.uint8:
        return (255 * recolour(images / 255, brightness, contrast)).round().to(torch.uint8)
    b, c = brightness[:, None, None, None], contrast[:, None, None, None]
    grey = 0.299 * images[:, 0] + 0.587 * images[:, 1] + 0.114 * images[:, 2]
    mean = grey.mean(dim=(1, 2))[:, None, None, None]
    x = (mean + c * (images - mean)).clamp(0, 1)
    return (b * x).clamp(0, 1)
