"""Pads with the pixels of the border."""

# points: 0 of 3
import torch


def random_crop(images, pad):
    h, w = images.shape[2:]
    padded = torch.nn.functional.pad(images.double(), [pad] * 4, mode="replicate").to(images.dtype)
    out = []
    for x in padded:
        a, b = torch.randint(0, 2 * pad + 1, (2,)).tolist()
        out.append(x[:, a : a + h, b : b + w])
    return torch.stack(out)
