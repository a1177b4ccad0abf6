"""Rounds a uniform number, so that the ends come half as often."""

# points: 1 of 3
import torch


def random_crop(images, pad):
    n, _, h, w = images.shape
    padded = torch.nn.functional.pad(images, [pad] * 4)
    a, b = (2 * pad * torch.rand(2, n)).round().int().tolist()
    return torch.stack([padded[i, :, a[i] : a[i] + h, b[i] : b[i] + w] for i in range(n)])
