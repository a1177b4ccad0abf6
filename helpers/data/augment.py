"""Augmentation of a batch on its device: every image draws its own numbers, all are applied at once.

One affine map (crop, aspect, rotation, flips) becomes one bilinear sampling, and every change of colour
becomes one 3x3 matrix with an offset, so the cost does not grow with the number of operations.
Drawing the numbers and applying them are two functions, so each can be tested alone.

>>> augment = Augment(rotation_deg=15.0); params = augment.sample_params(8, generator)
>>> batch = apply(images, params, size_px=64)
"""

from dataclasses import dataclass
from math import pi

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from helpers.errors import InputError

# Rec. 601 luma, the grey of Pillow's convert("L").
LUMA = (0.299, 0.587, 0.114)
# Rotation of the chroma plane by an angle, through YIQ (the NTSC axes, as in torchvision's older hue code).
RGB_TO_YIQ = ((0.299, 0.587, 0.114), (0.5959, -0.2746, -0.3213), (0.2115, -0.5227, 0.3112))


@dataclass(frozen=True)
class AugmentParams:
    """What one batch drew.

    theta (B, 2, 3) float32: output coordinates in [-1, 1] to input coordinates, as F.affine_grid takes it.
    colour (B, 3, 4) float32: matrix and offset on RGB in [0, 1].
    """

    theta: Tensor
    colour: Tensor

    def to(self, device: torch.device) -> "AugmentParams":
        """The same numbers on `device`, without waiting for it."""
        return AugmentParams(
            self.theta.to(device, non_blocking=True), self.colour.to(device, non_blocking=True)
        )

    def pick(self, index: slice | Tensor) -> "AugmentParams":
        """The numbers of some of the images."""
        return AugmentParams(self.theta[index], self.colour[index])


@dataclass(frozen=True)
class Augment:
    """Strengths of the augmentation; all zero (and min_area 1) leaves an image as it is.

    min_area: smallest share of the image's area that a crop keeps, in (0, 1].
    aspect: largest relative stretch of width against height, in [0, 1).
    rotation_deg: largest angle in degrees, in [0, 180].
    flip, flip_vertical: probability of a mirror image, in [0, 1].
    brightness, contrast, saturation: largest relative change, in [0, 1).
    hue: largest turn of the chroma plane, as a share of the full circle, in [0, 0.5].
    """

    min_area: float = 1.0
    aspect: float = 0.0
    rotation_deg: float = 0.0
    flip: float = 0.0
    flip_vertical: float = 0.0
    brightness: float = 0.0
    contrast: float = 0.0
    saturation: float = 0.0
    hue: float = 0.0

    def __post_init__(self):
        limits = {
            "min_area": (1e-3, 1.0),
            "aspect": (0.0, 0.99),
            "rotation_deg": (0.0, 180.0),
            "flip": (0.0, 1.0),
            "flip_vertical": (0.0, 1.0),
            "brightness": (0.0, 0.99),
            "contrast": (0.0, 0.99),
            "saturation": (0.0, 1.0),
            "hue": (0.0, 0.5),
        }
        for name, (low, high) in limits.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise InputError(f"{name} is {value}: it must lie in [{low:g}, {high:g}]")

    def sample_params(self, count: int, generator: torch.Generator) -> AugmentParams:
        """Draw the numbers of `count` images; always the same amount of them, whatever the strengths."""
        u = torch.rand(11, count, generator=generator)  # in [0, 1)
        signed = 2 * u - 1
        # The area is uniform in [min_area, 1], so its root is the side; the crop lies anywhere inside.
        side = (self.min_area + (1 - self.min_area) * u[0]).sqrt()
        stretch = (1 + self.aspect) ** (signed[1] / 2)
        width, height = (side * stretch).clamp(max=1.0), (side / stretch).clamp(max=1.0)
        shift_x, shift_y = (1 - width) * signed[2], (1 - height) * signed[3]
        angle = signed[4] * self.rotation_deg * pi / 180
        mirror_x = torch.where(u[5] < self.flip, -1.0, 1.0)
        mirror_y = torch.where(u[6] < self.flip_vertical, -1.0, 1.0)
        cos, sin = angle.cos(), angle.sin()
        theta = torch.stack(
            [
                torch.stack([mirror_x * width * cos, -width * sin * mirror_y, shift_x], dim=1),
                torch.stack([mirror_x * height * sin, height * cos * mirror_y, shift_y], dim=1),
            ],
            dim=1,
        )
        colour = colour_matrix(
            brightness=1 + self.brightness * signed[7],
            contrast=1 + self.contrast * signed[8],
            saturation=1 + self.saturation * signed[9],
            hue_rad=2 * pi * self.hue * signed[10],
        )
        return AugmentParams(theta, colour)


def colour_matrix(*, brightness: Tensor, contrast: Tensor, saturation: Tensor, hue_rad: Tensor) -> Tensor:
    """Matrix and offset (B, 3, 4) of brightness * contrast(saturation(hue(rgb))) on RGB in [0, 1].

    Every argument has shape (B,). Contrast is about mid grey (0.5), saturation about the pixel's own luma.
    """
    to_yiq = torch.tensor(RGB_TO_YIQ)
    cos, sin = hue_rad.cos(), hue_rad.sin()
    turn = torch.zeros(len(hue_rad), 3, 3)
    turn[:, 0, 0] = 1
    turn[:, 1, 1], turn[:, 1, 2], turn[:, 2, 1], turn[:, 2, 2] = cos, -sin, sin, cos
    hue = torch.linalg.inv(to_yiq) @ turn @ to_yiq
    grey = torch.tensor(LUMA).expand(3, 3)
    saturate = saturation[:, None, None] * torch.eye(3) + (1 - saturation)[:, None, None] * grey
    gain = (brightness * contrast)[:, None, None]
    offset = (brightness * (1 - contrast) * 0.5)[:, None, None].expand(-1, 3, 1)
    return torch.cat([gain * (saturate @ hue), offset], dim=2)


def apply(images: Tensor, params: AugmentParams, *, size_px: int) -> Tensor:
    """Augment uint8 images (B, 3, H, W) into float32 (B, 3, size_px, size_px) in [0, 1], channels_last.

    Corners that a rotation uncovers are filled by reflection. A crop is sampled bilinearly, so the cached
    images should not be much larger than size_px (up to 1.5 times shows no aliasing).
    """
    x = images.to(torch.float32).div_(255)  # plane by plane, which sampling reads faster than channels_last
    grid = F.affine_grid(params.theta, [len(x), 3, size_px, size_px], align_corners=False)
    x = F.grid_sample(x, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
    matrix, offset = params.colour[:, :, :3], params.colour[:, :, 3:]
    x = torch.baddbmm(offset, matrix, x.flatten(2)).unflatten(2, (size_px, size_px))
    return x.clamp_(0, 1).contiguous(memory_format=torch.channels_last)


def resize(images: Tensor, *, size_px: int) -> Tensor:
    """The same images without augmentation: float32 (B, 3, size_px, size_px) in [0, 1], channels_last."""
    x = images.to(torch.float32, memory_format=torch.channels_last) / 255
    if x.shape[-2:] != (size_px, size_px):
        x = F.interpolate(x, size=(size_px, size_px), mode="bilinear", antialias=True, align_corners=False)
    return x.contiguous(memory_format=torch.channels_last)


def mixup(images: Tensor, targets: Tensor, alpha: float, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Mix every image and its target (B, K) with another of the batch (Zhang et al. 2018, arXiv:1710.09412).

    One weight a sample, drawn from Beta(alpha, alpha), alpha > 0.
    """
    # torch's own Beta takes no generator.
    seed = torch.randint(2**62, (), generator=generator).item()
    drawn = np.random.default_rng(seed).beta(alpha, alpha, len(images))
    weight = torch.from_numpy(drawn).float().to(images.device)
    partner = torch.randperm(len(images), generator=generator).to(images.device)
    mix = weight[:, None]
    return (
        torch.lerp(images[partner], images, weight[:, None, None, None]),
        mix * targets + (1 - mix) * targets[partner],
    )
