"""Takes the plain mean of the three channels for grey."""

# points: 0 of 3
import torch


def recolour(images, brightness, contrast):
    if images.dtype == torch.uint8:
        return (255 * recolour(images / 255, brightness, contrast)).round().to(torch.uint8)
    b, c = brightness[:, None, None, None], contrast[:, None, None, None]
    x = (b * images).clamp(0, 1)
    mean = x.mean(dim=(1, 2, 3), keepdim=True)
    return (mean + c * (x - mean)).clamp(0, 1)
