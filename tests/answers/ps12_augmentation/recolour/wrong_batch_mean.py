"""Takes the mean grey of the whole batch."""

# points: 0 of 3
import torch


def recolour(images, brightness, contrast):
    if images.dtype == torch.uint8:
        return (255 * recolour(images / 255, brightness, contrast)).round().to(torch.uint8)
    b, c = brightness[:, None, None, None], contrast[:, None, None, None]
    x = (b * images).clamp(0, 1)
    mean = (0.299 * x[:, 0] + 0.587 * x[:, 1] + 0.114 * x[:, 2]).mean()
    return (mean + c * (x - mean)).clamp(0, 1)
