"""Draws a window for every channel."""

# points: 2 of 3
import torch


def random_crop(images, pad):
    n, c, h, w = images.shape
    planes = torch.nn.functional.pad(images, [pad] * 4).flatten(0, 1)
    out = []
    for plane in planes:
        a, b = torch.randint(0, 2 * pad + 1, (2,)).tolist()
        out.append(plane[a : a + h, b : b + w])
    return torch.stack(out).reshape(n, c, h, w)
