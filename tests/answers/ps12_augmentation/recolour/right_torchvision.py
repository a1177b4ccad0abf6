"""torchvision's two functions, once an image, on floats."""

# points: 3 of 3
import torch
from torchvision.transforms.v2 import functional as TF


def recolour(images, brightness, contrast):
    out = []
    for image, b, c in zip(images, brightness.tolist(), contrast.tolist(), strict=True):
        x = TF.to_dtype(image, torch.float32, scale=True) if image.dtype == torch.uint8 else image
        out.append(TF.adjust_contrast(TF.adjust_brightness(x, b), c))
    out = torch.stack(out)
    if images.dtype == torch.uint8:
        out = (out * 255 + 0.5).to(torch.uint8)
    return out
