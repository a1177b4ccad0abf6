"""The lesions of the seven conditions, painted over a finished fish; the only place that knows the class.

Appearance after E. J. Noga, Fish Disease: Diagnosis and Treatment (2nd ed., 2010), as a photo shows it.

>>> tuple(LESIONS)    # the class names, sorted
"""

from collections.abc import Callable

import torch
from torch import Tensor

from helpers.data.fishshape import Shape, Values, capsule, colour, cover, on_body, ramp, smooth

Paint = Callable[[Tensor, Shape, Values], Tensor]  # image (B, 3, H, W) in, image out


def shaded(image: Tensor, tint: Tensor) -> Tensor:
    """`tint` with half of the light and shade that lies on `image`, so that a lesion sits on the body."""
    return tint * (0.55 + 0.8 * image.mean(1, keepdim=True)).clamp(max=1.25)


def slot(p: Values, s: Shape, kind: str, k: int) -> tuple[Tensor, Tensor]:
    """Offsets (dx, dy) of every pixel from place `k` of the wounds or spots."""
    t = p[f"{kind}_t"][:, k : k + 1]
    return s.t - t, s.y - on_body(p, t, p[f"{kind}_v"][:, k : k + 1])


def wound_radius(p: Values, k: int, typical: float) -> Tensor:
    """Radius of wound `k` in body lengths, `typical` on a fish of middling girth at middling difficulty."""
    return typical * p["lesion_scale"] * p["girth"] * p["wound_size"][:, k : k + 1]


def red_patches(image: Tensor, s: Shape, p: Values) -> Tensor:
    """Bacterial red disease: blotchy haemorrhages on body, belly and fin bases."""
    ragged = 0.30 * s.noise[:, 1:2] + 0.22 * s.noise[:, 2:3]
    alpha = torch.zeros_like(s.t)
    for k in range(4):
        dx, dy = slot(p, s, "wound", k)
        radius = wound_radius(p, k, 0.105)
        patch = smooth(1.25, 0.45, torch.hypot(dx / 1.4, dy) / radius + ragged)
        alpha = torch.maximum(alpha, patch * (p["wound_count"] * 3 + 2 > k))
    base = ramp(0.035, 0.0, (torch.minimum(s.fins, s.tail) + 0.03).abs()) * ramp(0.10, 0.0, s.body)
    alpha = torch.maximum(alpha, 0.75 * base * ramp(-0.2, 0.7, ragged + 0.3))
    speckles = ramp(1.1, 1.6, s.noise[:, 2:3]) * ramp(0.2, 0.5, s.t) * 0.8
    alpha = torch.maximum(alpha, speckles)
    blood = shaded(image, torch.lerp(colour(image, 0.86, 0.10, 0.08), colour(image, 0.55, 0.02, 0.07), alpha))
    return torch.lerp(image, blood, 0.92 * alpha * s.fish * p["lesion_alpha"])


def ulcers(image: Tensor, s: Shape, p: Values) -> Tensor:
    """Aeromoniasis: one to three open wounds, a pale rim around a dark red crater."""
    inside = cover(s.body + 0.004, s.pixel) * p["lesion_alpha"]
    ragged = 0.10 * s.noise[:, 1:2] + 0.07 * s.noise[:, 2:3]
    wet = ramp(0.9, 1.5, s.noise[:, 2:3])
    for k in range(3):
        dx, dy = slot(p, s, "wound", k)
        radius = wound_radius(p, k, 0.085)
        edge = s.pixel / radius
        rho = torch.hypot(dx / 1.25, dy) / radius + ragged
        there = inside * (p["wound_count"] * 2.2 + 0.9 > k)
        image = torch.lerp(image, colour(image, 0.75, 0.28, 0.24), 0.55 * smooth(1.5, 1.0, rho) * there)
        image = torch.lerp(
            image, shaded(image, colour(image, 0.95, 0.84, 0.76)), cover(rho - 1.0, edge) * there
        )
        flesh = torch.lerp(
            colour(image, 0.30, 0.02, 0.04), colour(image, 0.66, 0.08, 0.08), smooth(0.1, 0.7, rho)
        )
        flesh = torch.lerp(flesh, colour(image, 0.90, 0.62, 0.58), 0.6 * wet)
        image = torch.lerp(image, flesh, cover(rho - 0.76, edge) * there)
    return image


def open_gill(image: Tensor, s: Shape, p: Values) -> Tensor:
    """Bacterial gill disease: the cover stands open over swollen, dark red filaments."""
    angle = torch.atan2(s.y + 0.02, s.t - 0.15)
    width = 0.30 + 0.42 * p["lesion_scale"] + 0.10 * p["wound_size"][:, :1]
    inner, outer = 1.25 - width, 1.25 + 0.05 * s.noise[:, 1:2]
    edge = s.pixel / 0.11
    back = ramp(0.0, 0.03, s.t - 0.15 + 0.02) * cover(s.body + 0.006, s.pixel)
    open_ = cover(s.gill - outer, edge) * cover(inner - s.gill, edge) * back * p["lesion_alpha"]
    comb = 0.5 + 0.5 * torch.sin(angle * 30)
    arches = 0.5 + 0.5 * torch.cos((s.gill - inner) * 22)
    flesh = torch.lerp(
        colour(image, 0.30, 0.00, 0.03), colour(image, 0.72, 0.07, 0.10), 0.25 + 0.5 * comb * arches
    )
    flesh = flesh * ramp(-0.12, 0.22, s.gill - inner)  # the shadow of the cover
    image = torch.lerp(image, flesh, open_)
    swollen = smooth(0.10, 0.0, (s.gill - outer).abs()) * back * p["lesion_alpha"]
    image = torch.lerp(image, colour(image, 0.82, 0.42, 0.38), 0.6 * swollen)
    rim = cover((s.gill - inner).abs() - 0.045, edge) * back * p["lesion_alpha"]
    return torch.lerp(image, shaded(image, colour(image, 0.95, 0.90, 0.82)), 0.8 * rim)


def cotton(image: Tensor, s: Shape, p: Values) -> Tensor:
    """Saprolegniasis: white cotton tufts that stand out beyond the outline."""
    for k in range(5):
        there = p["wound_count"] * 3 + 1.6 > k
        t = p["wound_t"][:, k : k + 1] if k else 0.45 + 0.75 * (p["wound_t"][:, :1] - 0.3)
        # every tuft but the second sits near the outline, where its hyphae show against the water
        v = p["wound_v"][:, k : k + 1]
        v = v if k == 1 else torch.where(v < 0, v - 0.3, v + 0.3).clamp(-0.95, 0.95)
        dx, dy = s.t - t, s.y - on_body(p, t, v)
        phase = p["wound_phase"][:, k : k + 1]
        radius = wound_radius(p, k, 0.13)
        angle = torch.atan2(dy, dx)
        lobes = 0.16 * torch.sin(3 * angle + phase) + 0.10 * torch.sin(7 * angle - 2 * phase)
        rho = torch.hypot(dx, dy) / radius + lobes + 0.10 * s.noise[:, 1:2]
        hairs = torch.sin(19 * angle + phase + 2.5 * s.noise[:, 1:2]) + torch.sin(31 * angle - phase)
        wool = smooth(1.05, 0.45, rho + 0.12 * s.noise[:, 2:3])
        fringe = smooth(1.6, 0.6, rho) * ramp(-0.3, 1.3, hairs)
        white = colour(image, 0.95, 0.95, 0.92) * (
            0.90 + 0.07 * s.noise[:, 2:3] - 0.10 * ramp(0.02, -0.08, dy)
        )
        alpha = torch.maximum(0.96 * wool, 0.75 * fringe)
        image = torch.lerp(image, white, alpha * there * p["lesion_alpha"])
    return image


def parasites(image: Tensor, s: Shape, p: Values) -> Tensor:
    """Parasites: white or dark dots all over, and two to four thin worms anchored in the skin."""
    dark = p["spot_tone"] < 0.4
    tone = torch.where(dark, colour(image, 0.07, 0.05, 0.05), colour(image, 0.98, 0.98, 0.95))
    ring = torch.where(dark, colour(image, 0.85, 0.75, 0.62), colour(image, 0.25, 0.20, 0.18))
    nearest = torch.full_like(s.t, 9.0)
    for k in range(p["spot_t"].shape[1]):
        dx, dy = slot(p, s, "spot", k)
        gap = torch.hypot(dx, dy) - 0.016 * p["lesion_scale"] * p["spot_size"][:, k : k + 1]
        gap = gap + (p["spot_count"] * 16 + 8 < k)  # the rest lie a body length away
        nearest = torch.minimum(nearest, gap)
    alpha = p["lesion_alpha"] * s.fish
    image = torch.lerp(image, ring, 0.55 * cover(nearest - 0.010, s.pixel) * alpha)
    image = torch.lerp(image, tone, cover(nearest, s.pixel) * alpha)
    for k in range(4):
        there = p["wound_count"] * 2.5 + 1.7 > k
        dx, dy = slot(p, s, "wound", k)
        turn, reach = p["wound_phase"][:, k : k + 1], 0.21 * p["lesion_scale"] * p["wound_size"][:, k : k + 1]
        along, across = (
            dx * torch.cos(turn) + dy * torch.sin(turn),
            dy * torch.cos(turn) - dx * torch.sin(turn),
        )
        wave = 0.022 * torch.sin(along / reach * 6.0)
        worm = capsule(along, across - wave, reach, torch.zeros_like(reach))
        sore = smooth(0.045, 0.015, torch.hypot(dx, dy)) * there * alpha
        image = torch.lerp(image, colour(image, 0.62, 0.06, 0.06), 0.8 * sore)
        thread = p["lesion_alpha"] * there
        image = torch.lerp(
            image, colour(image, 0.12, 0.10, 0.08), 0.6 * cover(worm - 0.017, s.pixel) * thread
        )
        image = torch.lerp(image, colour(image, 0.93, 0.90, 0.70), cover(worm - 0.010, s.pixel) * thread)
    return image


def white_tail(image: Tensor, s: Shape, p: Values) -> Tensor:
    """White tail disease: the rear third turns pale, opaque and milky, its markings gone."""
    start = p["rot_start"] + 0.08 * (1.25 - p["lesion_scale"])
    alpha = smooth(start - 0.06, start + 0.08, s.t + 0.035 * s.noise[:, 1:2])
    flat = 0.80 + 0.22 * image.mean(1, keepdim=True) + 0.02 * s.noise[:, 2:3]
    milk = colour(image, 0.97, 0.96, 0.93) * flat
    return torch.lerp(image, milk, 0.93 * alpha * s.fish * p["lesion_alpha"])


LESIONS: dict[str, Paint | None] = {
    "Bacterial Red disease": red_patches,
    "Bacterial diseases - Aeromoniasis": ulcers,
    "Bacterial gill disease": open_gill,
    "Fungal diseases Saprolegniasis": cotton,
    "Healthy Fish": None,
    "Parasitic diseases": parasites,
    "Viral diseases White tail disease": white_tail,
}
