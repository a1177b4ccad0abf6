"""Image by image, in float64."""

# points: 3 of 3
import torch


def recolour(images, brightness, contrast):
    is_bytes = images.dtype == torch.uint8
    result = torch.empty_like(images)
    for i, image in enumerate(images):
        x = image.double() / 255 if is_bytes else image.double()
        x = torch.clamp(brightness[i].item() * x, 0, 1)
        red, green, blue = x
        m = (0.299 * red + 0.587 * green + 0.114 * blue).mean()
        x = torch.clamp(m + contrast[i].item() * (x - m), 0, 1)
        result[i] = (255 * x).round() if is_bytes else x
    return result
