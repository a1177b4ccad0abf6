"""Clamps bytes to 1."""


# points: 2 of 3
def recolour(images, brightness, contrast):
    b, c = brightness[:, None, None, None], contrast[:, None, None, None]
    x = (b * images).clamp(0, 1)
    grey = 0.299 * x[:, 0] + 0.587 * x[:, 1] + 0.114 * x[:, 2]
    mean = grey.mean(dim=(1, 2))[:, None, None, None]
    return (mean + c * (x - mean)).clamp(0, 1).to(images.dtype)
