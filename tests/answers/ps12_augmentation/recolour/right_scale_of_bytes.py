"""Works on the scale on which the images came, 1 or 255; truncates bytes."""

# points: 3 of 3
import torch


def recolour(images, brightness, contrast):
    top = 255.0 if images.dtype == torch.uint8 else 1.0
    x = images.to(torch.float64)
    b = brightness.reshape(-1, 1, 1, 1)
    c = contrast.reshape(-1, 1, 1, 1)
    x = (x * b).clamp(min=0.0, max=top)
    weights = torch.tensor([0.299, 0.587, 0.114], dtype=x.dtype, device=x.device)
    mean = torch.tensordot(x.mean(dim=(2, 3)), weights, dims=1).reshape(-1, 1, 1, 1)
    x = torch.lerp(mean.expand_as(x), x, c.to(x.dtype)).clamp(min=0.0, max=top)
    return x.to(images.dtype)
