"""The shape of a rendered fish: signed distances in the fish's own coordinates, batched over fish.

A fish lies along t (0 = tip of the snout, 1 = base of the tail) with y up (towards the back), both in body
lengths. Its half height h(t) is a beta curve, h^2 = H^2 t^n (1-t)^m / peak + (p t)^2, whose implicit form
y^2 - h^2 divided by its gradient is a signed distance near the outline: https://iquilezles.org/articles/distance/

>>> ramp(0.0, 2.0, torch.tensor([-1.0, 1.0, 5.0]))   # tensor([0.0000, 0.5000, 1.0000])
"""

from dataclasses import dataclass, fields

import torch
from torch import Tensor

Values = dict[str, Tensor]  # one entry a parameter, each (B, k, 1, 1): broadcasts against maps (B, 1, H, W)


@dataclass(frozen=True)
class Shape:
    """Where every pixel lies on its fish; all maps float (B, 1, H, W), lengths in body lengths."""

    t: Tensor  # along the body, 0 snout to 1 tail base
    y: Tensor  # across, positive towards the back
    half: Tensor  # half height of the body at t, on this pixel's side
    body: Tensor  # signed distance to the body's outline, negative inside
    tail: Tensor  # likewise to the tail fin
    fins: Tensor  # likewise to the nearest of dorsal, anal and pelvic fin
    fish: Tensor  # coverage 0..1 by the body and its fins
    gill: Tensor  # elliptic radius around the gill cover's centre: 1 on its rim
    pixel: Tensor  # (B, 1, 1, 1) width of a pixel
    noise: Tensor  # (B, 3, H, W) smooth noise fixed to the skin, coarse to fine, unit variance

    def rows(self, index: Tensor) -> "Shape":
        """The same maps for some of the fish."""
        return Shape(**{field.name: getattr(self, field.name)[index] for field in fields(self)})


def ramp(low: float | Tensor, high: float | Tensor, x: Tensor) -> Tensor:
    """0 at `low`, 1 at `high`, linear between (low > high falls)."""
    return ((x - low) / (high - low)).clamp(0, 1)


def smooth(low: float | Tensor, high: float | Tensor, x: Tensor) -> Tensor:
    """`ramp` with level ends (Hermite)."""
    r = ramp(low, high, x)
    return r * r * (3 - 2 * r)


def cover(distance: Tensor, pixel: Tensor) -> Tensor:
    """Share of a pixel covered by a shape at this signed distance: the anti-aliasing."""
    return (0.5 - distance / pixel).clamp(0, 1)


def colour(image: Tensor, red: float, green: float, blue: float) -> Tensor:
    """A colour that broadcasts against `image`."""
    return image.new_tensor([red, green, blue]).view(1, 3, 1, 1)


def capsule(x: Tensor, y: Tensor, dx: Tensor, dy: Tensor) -> Tensor:
    """Distance of (x, y) to the segment from the origin to (dx, dy)."""
    along = ((x * dx + y * dy) / (dx * dx + dy * dy)).clamp(0, 1)
    return torch.hypot(x - along * dx, y - along * dy)


def noise(bank: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Look the noise channels `bank` (C, S, S) up at x, y (B, 1, H, W) in [-1, 1]: (B, C, H, W)."""
    grid = torch.cat([x, y], dim=1).permute(0, 2, 3, 1)
    tiles = bank.expand(len(x), -1, -1, -1)
    return torch.nn.functional.grid_sample(tiles, grid, padding_mode="border", align_corners=False)


def half_height(p: Values, t: Tensor, upper: Tensor) -> tuple[Tensor, Tensor]:
    """Squared half height of the body at `t` on the `upper` (bool) or lower side, and its derivative by t."""
    t, snout, tail = t.clamp(1e-4, 0.999), p["snout"], p["tail_base"]
    scale = {}
    for side in ("back", "belly"):
        peak = snout / (snout + p[f"{side}_taper"])
        scale[side] = p[side] ** 2 / (peak**snout * (1 - peak) ** p[f"{side}_taper"])
    taper = torch.where(upper, p["back_taper"], p["belly_taper"])
    # t^n (1-t)^m; one exp and two logs are cheaper than two pow
    curve = torch.exp(snout * torch.log(t) + taper * torch.log1p(-t))
    swell = torch.where(upper, scale["back"], scale["belly"]) * curve
    square = swell + (tail * t) ** 2
    return square, swell * (snout / t - taper / (1 - t)) + 2 * tail**2 * t


def on_body(p: Values, t: Tensor, v: Tensor) -> Tensor:
    """Height y of the points at share `v` (-1 belly to 1 back) of the half height at `t`."""
    return v * half_height(p, t, v > 0)[0].sqrt()


def fin(t: Tensor, excess: Tensor, start: Tensor, end: Tensor, height: Tensor, lean: Tensor) -> Tensor:
    """Distance to a fin that stands on the outline from t = start to end; `excess` is the height above it."""
    s = (t - lean * excess - start) / (end - start)
    profile = smooth(-0.05, 0.35, s) * (1.1 - 0.65 * s) * ramp(1.0, 0.85, s)
    outside = (s < 0) | (s > 1)
    return (
        excess - height * profile + 0.03 * outside
    ) / 1.4  # 1.4: the steepest edges, so that they stay smooth


def place(p: Values, bank: Tensor, size_px: int) -> tuple[Tensor, Tensor, Shape]:
    """Scene coordinates x, y (B, 1, H, W) in [-1, 1] of every pixel, and its place on the fish.

    A view (turned, flipped, cropped) that looks beyond the scene's edge repeats the edge, as the baked
    augmentations of the real data set do.
    """
    axis = (torch.arange(size_px, device=bank.device) + 0.5) * (2 / size_px) - 1
    right, up = axis.view(1, 1, 1, -1), -axis.view(1, 1, -1, 1)
    cos, sin = torch.cos(p["view_angle"]) * p["view_zoom"], torch.sin(p["view_angle"]) * p["view_zoom"]
    x = (p["view_flip"] * (cos * right - sin * up) + p["view_x"]).clamp(-1, 1)
    y = (sin * right + cos * up + p["view_y"]).clamp(-1, 1)

    dx, dy = (x - p["fish_x"]) / p["length"], (y - p["fish_y"]) / p["length"]
    cos, sin = torch.cos(p["angle"]), torch.sin(p["angle"])
    t = 0.6 - p["facing"] * (cos * dx + sin * dy)  # 0.6: the middle of body and tail together
    arch = (t - 0.4) ** 2 * (p["bend"] + p["sway"] * (t - 0.4))
    return x, y, shape(p, bank, t, cos * dy - sin * dx - arch, 2 / size_px * p["view_zoom"] / p["length"])


def shape(p: Values, bank: Tensor, t: Tensor, y: Tensor, pixel: Tensor) -> Shape:
    """All distances at the points (t, y) of the fish."""
    upper, height = y > 0, y.abs()
    square, slope = half_height(p, t, upper)
    half = square.sqrt()
    body = (y**2 - square) / (2 * torch.sqrt(y**2 + slope**2 / 4) + 1e-3)
    body = torch.maximum(body, torch.maximum(-t, t - 1.03))

    share = (height / p["tail_spread"]).clamp(max=1)
    edge = 1 + p["tail_length"] * (1 - p["tail_fork"] * (1 - share) - p["tail_round"] * share**2)
    opening = ((t - 0.96) / p["tail_length"]).clamp(1e-3, 1.3).sqrt()
    rim = height - (0.8 * p["tail_base"] + (p["tail_spread"] - 0.8 * p["tail_base"]) * opening)
    tail = torch.maximum(torch.maximum(rim, t - edge), 0.96 - t) / 1.2

    excess = height - half
    dorsal = fin(t, excess, p["dorsal_start"], p["dorsal_end"], p["dorsal_height"], p["fin_lean"])
    anal = fin(t, excess, p["anal_start"], p["anal_start"] + 0.17, p["anal_height"], p["fin_lean"])
    pelvic = fin(
        t, excess, p["pelvic_start"], p["pelvic_start"] + 0.09, p["anal_height"], p["fin_lean"] + 0.5
    )
    fins = torch.where(upper, dorsal, torch.minimum(anal, pelvic))
    fins = torch.maximum(
        fins, torch.maximum(0.1 - t, t - 1.0)
    )  # none before the head or behind the tail's base

    fish = cover(torch.minimum(torch.minimum(body, tail), fins), pixel)
    gill = torch.hypot((t - 0.15) / 0.115, (y + 0.02) / (0.36 * (p["back"] + p["belly"])))
    skin = noise(bank[:3], p["skin_x"] + 0.35 * t, p["skin_y"] + 0.35 * y)
    return Shape(t, y, half, body, tail, fins, fish, gill, pixel, skin)
