"""Shifts around the border instead of padding."""

# points: 0 of 3
import torch


def random_crop(images, pad):
    shifts = torch.randint(-pad, pad + 1, (len(images), 2)).tolist()
    return torch.stack([x.roll(shift, dims=(1, 2)) for x, shift in zip(images, shifts, strict=True)])
