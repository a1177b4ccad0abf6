"""Goes back to bytes before it clamps: what is above 255 begins at 0 again."""

# points: 2 of 3
import torch


def recolour(images, brightness, contrast):
    top = 255 if images.dtype == torch.uint8 else 1
    b, c = brightness[:, None, None, None], contrast[:, None, None, None]
    x = images * b
    if top == 255:
        x = x.round().int().to(torch.uint8)
    x = x.clamp(0, top)
    grey = 0.299 * x[:, 0] + 0.587 * x[:, 1] + 0.114 * x[:, 2]
    mean = grey.mean(dim=(1, 2))[:, None, None, None]
    x = (mean + c * (x - mean)).clamp(0, top)
    return x.round().to(images.dtype) if top == 255 else x
