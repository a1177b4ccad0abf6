"""The frame is float32, whatever the images are."""

# points: 2 of 3
import torch


def random_crop(images, pad):
    n, c, h, w = images.shape
    canvas = torch.zeros(n, c, h + 2 * pad, w + 2 * pad, device=images.device)
    canvas[:, :, pad : pad + h, pad : pad + w] = images
    a, b = torch.randint(0, 2 * pad + 1, (2, n)).tolist()
    return torch.stack([canvas[i, :, a[i] : a[i] + h, b[i] : b[i] + w] for i in range(n)])
