"""Forgets that randint leaves its upper end out."""

# points: 1 of 3
import torch


def random_crop(images, pad):
    if pad == 0:
        return images.clone()
    n, _, h, w = images.shape
    padded = torch.nn.functional.pad(images, [pad] * 4)
    a, b = torch.randint(0, 2 * pad, (2, n)).tolist()
    return torch.stack([padded[i, :, a[i] : a[i] + h, b[i] : b[i] + w] for i in range(n)])
