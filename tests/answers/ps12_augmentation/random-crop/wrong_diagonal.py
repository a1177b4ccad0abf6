"""One number for row and column."""

# points: 1 of 3
import torch


def random_crop(images, pad):
    n, _, h, w = images.shape
    padded = torch.nn.functional.pad(images, [pad] * 4)
    a = torch.randint(0, 2 * pad + 1, (n,)).tolist()
    return torch.stack([padded[i, :, a[i] : a[i] + h, a[i] : a[i] + w] for i in range(n)])
