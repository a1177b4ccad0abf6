"""Draw fish from their parameters: surroundings, fish, lesion, camera. Pure, batched, on any device.

>>> draw(values, labels, bank, size_px=64)   # uint8 (B, 3, 64, 64)
"""

import torch
from torch import Tensor

from helpers.data.fishlesions import LESIONS
from helpers.data.fishshape import Shape, Values, capsule, colour, cover, noise, on_body, place, ramp, smooth


def background(p: Values, bank: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """The surroundings (B, 3, H, W): water, gravel, plants, boards, a net, a hand."""
    scale_x, scale_y = p["scene_scale"].split(1, dim=1)
    at_x, at_y = p["scene_x"] * (1 - scale_x) + scale_x * x, p["scene_y"] * (1 - scale_y) + scale_y * y
    texture = noise(bank[:3], at_x, at_y)
    pebbles = texture[:, 1:].abs().amax(1, keepdim=True).clamp(max=1.4) - 0.9
    texture = torch.cat([texture, pebbles], dim=1)
    level = 0.5 + p["scene_gradient"] * y + (p["scene_noise"] * texture).sum(1, keepdim=True)
    image = torch.lerp(p["scene_dark"], p["scene_light"], level.clamp(0, 1)) * p["scene_gain"]
    lines = torch.minimum(torch.sin(13 * (x + y)).abs(), torch.sin(13 * (x - y)).abs())
    image = image * (1 - 0.5 * p["scene_grid"] * ramp(0.30, 0.10, lines))
    held = p["scene_hand"].flatten().nonzero().flatten()
    if len(held):
        image[held] = hand(image[held], {name: value[held] for name, value in p.items()}, x[held], y[held])
    return image


def hand(image: Tensor, p: Values, x: Tensor, y: Tensor) -> Tensor:
    """Fingers that hold the fish from behind."""
    skin, shade = colour(image, 0.86, 0.64, 0.52), colour(image, 0.50, 0.31, 0.24)
    cos, sin = torch.cos(p["finger_turn"]), torch.sin(p["finger_turn"])
    x, y = cos * x + sin * y, cos * y - sin * x
    for k in range(4):
        reach = 1.2 + p["finger_reach"][:, k : k + 1]
        gap = capsule(x + 0.44 - 0.29 * k, y + 1.2, reach * (0.11 * k - 0.16), reach)
        tone = torch.lerp(skin, shade, smooth(0.05, 0.21, gap))
        image = torch.lerp(image, tone, ramp(0.195, 0.175, gap))
    return image


def markings(s: Shape, p: Values) -> Tensor:
    """Strength 0..1 of the natural pattern: bars, spots, blotches or a stripe, the same in every class."""
    coarse, mid, fine = s.noise.split(1, dim=1)
    bars = smooth(
        0.1, 0.6, torch.sin(s.t * (26 + 22 * p["pattern_scale"]) + 0.5 * coarse + 6 * p["pattern_scale"])
    )
    spots = smooth(0.9, 1.2, mid) * smooth(-0.3, 0.3, s.y / s.half)
    blotches = smooth(0.2, 0.45, coarse + 0.25 * mid)
    stripe = smooth(0.26, 0.12, (s.y / s.half - 0.1).abs() + 0.05 * fine)
    return (p["pattern"] * torch.cat([bars, spots, blotches, stripe], dim=1)).sum(1, keepdim=True)


def fin_tint(p: Values) -> Tensor:
    """Colour of the fins; naturally red ones occur in every class."""
    return torch.lerp(p["fin_colour"], colour(p["fin_colour"], 0.78, 0.16, 0.10), p["red_fins"])


def fins(image: Tensor, s: Shape, p: Values) -> Tensor:
    """Tail, dorsal, anal and pelvic fins with their rays, slightly translucent."""
    tint = torch.lerp(fin_tint(p), p["belly_colour"], 0.7 * p["pale_tail"] * ramp(0.9, 1.1, s.t))
    fan = torch.sin(s.y / (0.06 + 0.5 * (s.t - 0.9).clamp(min=0)) * 22)
    rays = torch.sin((s.t - p["fin_lean"] * (s.y.abs() - s.half)) * 110)
    shade = 0.92 + 0.14 * torch.where(s.t > 1.0, fan, rays)
    distance = torch.minimum(s.tail, s.fins)
    rim = ramp(-0.03, 0.0, distance)
    return torch.lerp(image, tint * shade * (1 - 0.2 * rim), cover(distance, s.pixel) * (0.95 - 0.25 * rim))


def skin(s: Shape, p: Values) -> Tensor:
    """Colour (B, 3, H, W) of the body: countershading, markings, scales, roundness, gloss."""
    v = (s.y / s.half).clamp(-1, 1)
    wavy = v + 0.12 * s.noise[:, :1]
    image = torch.lerp(
        p["belly_colour"], p["flank_colour"], smooth(-0.85 + 0.7 * p["pale_belly"], -0.1, wavy)
    )
    image = torch.lerp(image, p["back_colour"], smooth(0.05, 0.85, wavy))
    mark = torch.lerp(0.45 * p["back_colour"], p["belly_colour"], p["pattern_light"])
    image = torch.lerp(image, mark, markings(s, p) * p["pattern_depth"] * smooth(0.10, 0.2, s.t))
    specks = ramp(1.35, 1.6, s.noise[:, 2:3] + 0.3 * s.noise[:, 1:2]) * ramp(0.3, 0.8, p["dark_spots"])
    image = torch.lerp(image, 0.3 * p["back_colour"], 0.7 * specks)

    row = s.y / (0.8 * p["scale_size"])
    even = torch.remainder(torch.floor(row), 2)
    along = torch.remainder(s.t / p["scale_size"] + 0.5 * even, 1) - 0.5
    arc = torch.hypot(along + 0.25, torch.remainder(row, 1) - 0.5)
    # scales finer than two pixels would only be moire
    visible = p["scale_depth"] * ramp(0.25, 0.30, s.t) * ramp(1.5, 4.0, p["scale_size"] / s.pixel)
    image = image * (1 + visible * (0.35 - smooth(0.35, 0.62, arc) * 1.1))

    facing_you = (1 - 0.92 * v * v).sqrt()
    image = image * (0.50 + 0.50 * facing_you + 0.16 * v) * (1 + 0.03 * s.noise[:, 1:2])
    shine = (0.80 * facing_you + 0.62 * v + 0.03 * s.noise[:, 1:2]).clamp(0, 1) ** 8
    return image + p["gloss"] * shine * smooth(0.05, 0.2, s.t) * smooth(1.05, 0.8, s.t)


def head(image: Tensor, s: Shape, p: Values) -> Tensor:
    """Gill cover, mouth, eye."""
    within = cover(s.body, s.pixel)
    arc = smooth(0.09, 0.0, (s.gill - 1.0).abs()) * ramp(0.13, 0.2, s.t) * within
    image = image * (1 - 0.5 * arc)
    image = torch.lerp(image, colour(image, 0.80, 0.35, 0.28), 0.5 * p["red_fins"] * arc)
    lip = capsule(
        s.t + 0.005, s.y + 0.015, torch.full_like(p["eye_t"], 0.055), torch.full_like(p["eye_t"], -0.035)
    )
    image = image * (1 - 0.75 * cover(lip - 0.007, s.pixel) * within)
    dx, dy = s.t - p["eye_t"], s.y - on_body(p, p["eye_t"], torch.full_like(p["eye_t"], 0.38))
    eye = torch.hypot(dx, dy) - p["eye_radius"]
    image = torch.lerp(image, 0.4 * p["back_colour"], 0.8 * cover(eye - 0.008, s.pixel))
    iris = colour(image, 0.92, 0.80, 0.45)
    image = torch.lerp(image, iris, cover(eye, s.pixel))
    image = torch.lerp(image, image.new_tensor(0.03), cover(eye + 0.38 * p["eye_radius"], s.pixel))
    spark = torch.hypot(dx + 0.25 * p["eye_radius"], dy - 0.3 * p["eye_radius"]) - 0.26 * p["eye_radius"]
    return torch.lerp(image, image.new_tensor(1.0), cover(spark, s.pixel))


def pectoral(image: Tensor, s: Shape, p: Values) -> Tensor:
    """The fin on the flank behind the gill cover."""
    root = torch.full_like(p["eye_t"], 0.29)
    dx, dy = s.t - root, s.y - on_body(p, root, torch.full_like(root, -0.35))
    cos, sin = torch.cos(p["pectoral_angle"]), torch.sin(p["pectoral_angle"])
    along, across = (cos * dx + sin * dy) / 0.16, (cos * dy - sin * dx) / 0.16
    leaf = torch.hypot((along - 0.5) * 0.62, across) - 0.31 * (0.55 + 0.45 * along.clamp(0, 1))
    rays = 0.9 + 0.12 * torch.sin(across / (0.3 + along.clamp(min=0)) * 26)
    return torch.lerp(image, fin_tint(p) * rays, 0.7 * cover(leaf * 0.16, s.pixel))


def barbels(image: Tensor, s: Shape, p: Values) -> Tensor:
    """Whiskers of carp and catfish."""
    gap, length = torch.full_like(s.t, 9.0), p["barbel"].clamp(min=0.01)
    for side in (-0.8, 0.25):
        across = s.y + 0.03 - 3.0 * side * s.t.square()
        gap = torch.minimum(gap, capsule(s.t - 0.03, across, -0.5 * length, side * length))
    there = p["barbel"] > 0.01
    return torch.lerp(image, 0.6 * p["back_colour"], 0.9 * cover(gap - 0.006, s.pixel) * there)


def fish(image: Tensor, s: Shape, p: Values) -> Tensor:
    """Draw the whole fish over the surroundings."""
    image = image * (1 - 0.30 * smooth(0.10, -0.02, torch.minimum(s.body, s.tail)))  # its soft shadow
    image = barbels(image, s, p)
    image = fins(image, s, p)
    image = torch.lerp(image, skin(s, p), cover(s.body, s.pixel))
    return pectoral(head(image, s, p), s, p)


def bubbles(image: Tensor, x: Tensor, y: Tensor, p: Values) -> Tensor:
    """Bubbles, floating specks and glare in front of everything: clutter in every class."""
    alpha = torch.zeros_like(x)
    for k in range(p["bubble_x"].shape[1]):
        radius = p["bubble_radius"][:, k : k + 1]
        gap = torch.hypot(x - p["bubble_x"][:, k : k + 1], y - p["bubble_y"][:, k : k + 1])
        alpha = torch.maximum(alpha, smooth(radius, 0.6 * radius, gap) * (p["bubbles"] * 8 > k + 1))
    image = torch.lerp(image, image.new_tensor(0.9), 0.55 * alpha)
    glare = smooth(0.30, 0.05, torch.hypot((x - 2 * p["light_x"]) / 2.2, y - p["light_y"]))
    return image + 0.35 * p["glare"] * glare


def blur(image: Tensor, sigma_px: Tensor) -> Tensor:
    """Gaussian blur with a width for each image, (B, 1, 1, 1) in pixels."""
    reach = max(1, round(2.5 * float(sigma_px.max())))
    offsets = torch.arange(-reach, reach + 1, device=image.device)
    weights = torch.exp(-0.5 * (offsets / sigma_px) ** 2)  # (B, 1, 1, 2 reach + 1)
    weights = (weights / weights.sum(-1, keepdim=True)).split(1, dim=-1)
    size = image.shape[-1]
    for dim, pad in ((-1, (reach, reach, 0, 0)), (-2, (0, 0, reach, reach))):
        padded = torch.nn.functional.pad(image, pad, mode="replicate")
        image = sum(weight * padded.narrow(dim, k, size) for k, weight in enumerate(weights))
    return image


def camera(image: Tensor, x: Tensor, y: Tensor, p: Values, bank: Tensor, size_px: int) -> Tensor:
    """Light, colour cast, vignette, blur, grain and the brightness of a baked view: uint8."""
    light = (
        (1 + p["light_x"] * x + p["light_y"] * y) * (1 - p["vignette"] * (x * x + y * y) / 2) * p["exposure"]
    )
    image = blur((image * light * p["white_balance"]).clamp(0, 1), p["blur"] * size_px / 2)
    grain = noise(bank[3:], p["grain_x"] + 0.25 * x, p["grain_y"] + 0.25 * y)
    image = (image + p["grain"] * grain) * p["view_gain"]
    return (image.clamp(0, 1) * 255 + 0.5).to(torch.uint8)


@torch.no_grad()
def draw(values: dict[str, Tensor], labels: Tensor, bank: Tensor, size_px: int) -> Tensor:
    """Draw a batch.

    values: parameters (B, k) each, from `fishparams.sample` and `fishparams.views`; labels: int64 (B,),
    positions in `LESIONS`; bank: noise (6, S, S); all on one device. Returns uint8 (B, 3, size_px, size_px).
    """
    p = {name: value.view(len(value), -1, 1, 1) for name, value in values.items()}
    x, y, s = place(p, bank, size_px)
    image = fish(background(p, bank, x, y), s, p)
    for index, paint in enumerate(LESIONS.values()):
        rows = (labels == index).nonzero().flatten()
        if paint is not None and len(rows):
            image[rows] = paint(image[rows], s.rows(rows), {name: value[rows] for name, value in p.items()})
    return camera(bubbles(image, x, y, p), x, y, p, bank, size_px)
