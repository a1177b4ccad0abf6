"""The parameters of rendered fish: everything that chance decides, drawn before any class is known.

One row of uniform numbers a fish becomes its body, colours, pose, surroundings, camera and the place of its
lesion, whichever that will be: nothing but the lesion can depend on the class.

>>> values = sample(4, torch.Generator().manual_seed(0), difficulty=0.5); values["length"].shape   # (4, 1)
"""

import math

import torch
from torch import Tensor

TILE_PX = 512  # side of the noise tile
TILE_CELLS = (16, 48, 128)  # lattice cells across the tile: smooth noise, coarse to fine
SPOTS = 24  # most parasites on one fish
WOUNDS = 5  # most patches, ulcers or tufts on one fish

# name: (low, high, numbers a fish), uniform
UNIFORM: dict[str, tuple[float, float, int]] = {
    # pose; the scene is [-1, 1] x [-1, 1], the fish's length without tail fin is `length`
    "length": (1.20, 1.60, 1),
    "fish_x": (-0.10, 0.10, 1),
    "fish_y": (-0.16, 0.16, 1),
    "bend": (-0.16, 0.16, 1),
    "sway": (-0.25, 0.25, 1),
    # body and fins, in body lengths (the species below adds its own)
    "pectoral_angle": (-1.0, -0.2, 1),
    "eye_t": (0.095, 0.125, 1),
    "eye_radius": (0.028, 0.040, 1),
    "skin_x": (-0.80, 0.35, 1),
    "skin_y": (-0.75, 0.75, 1),
    # colours
    "palette_shift": (-0.07, 0.07, 3),
    "palette_gain": (0.80, 1.15, 1),
    "scale_size": (0.036, 0.060, 1),
    "scale_depth": (0.05, 0.30, 1),
    "gloss": (0.05, 0.45, 1),
    "pattern_scale": (0.0, 1.0, 1),
    "pattern_depth": (0.35, 0.85, 1),
    # surroundings and camera
    "scene_x": (-1.0, 1.0, 1),
    "scene_y": (-1.0, 1.0, 1),
    "scene_gain": (0.75, 1.15, 1),
    "bubble_x": (-1.0, 1.0, 8),
    "bubble_y": (-1.0, 1.0, 8),
    "bubble_radius": (0.012, 0.05, 8),
    "finger_turn": (-math.pi, math.pi, 1),
    "finger_reach": (0.2, 0.6, 4),
    "light_x": (-0.25, 0.25, 1),
    "light_y": (0.0, 0.25, 1),
    "exposure": (0.85, 1.15, 1),
    "white_balance": (0.92, 1.08, 3),
    "vignette": (0.0, 0.25, 1),
    "grain_x": (-0.75, 0.75, 1),
    "grain_y": (-0.75, 0.75, 1),
    # where a lesion will sit, should there be one: t along the body, v across (-1 belly, 1 back)
    "wound_t": (0.30, 0.85, WOUNDS),
    "wound_v": (-0.7, 0.7, WOUNDS),
    "wound_size": (0.75, 1.25, WOUNDS),
    "wound_phase": (0.0, 2 * math.pi, WOUNDS),
    "wound_count": (0.0, 1.0, 1),
    "spot_t": (0.06, 1.02, SPOTS),
    "spot_v": (-0.85, 0.85, SPOTS),
    "spot_size": (0.7, 1.3, SPOTS),
    "spot_tone": (0.0, 1.0, 1),
    "spot_count": (0.0, 1.0, 1),
    "rot_start": (0.52, 0.66, 1),
    # raw chances, shaped below
    "chance_turn": (-1.0, 1.0, 1),
    "chance_facing": (0.0, 1.0, 1),
    "chance_species": (0.0, 1.0, 1),
    "chance_body": (0.0, 1.0, 18),
    "chance_palette": (0.0, 1.0, 1),
    "chance_pattern": (0.0, 1.0, 2),
    "chance_scene": (0.0, 1.0, 1),
    "chance_clutter": (0.0, 1.0, 6),
    "chance_blur": (0.0, 1.0, 1),
    "chance_grain": (0.0, 1.0, 1),
}

# Body plans of carp, tilapia, trout, catfish, gourami: (low, high) each, in body lengths along t and y.
BODY_PLANS = {
    "back": ((.17, .21), (.2, .24), (.1, .13), (.1, .13), (.26, .3)),
    "belly": ((.13, .16), (.16, .2), (.1, .13), (.1, .13), (.24, .28)),
    "back_taper": ((1.5, 1.9), (1.3, 1.6), (1.1, 1.4), (1.8, 2.3), (1.1, 1.35)),
    "belly_taper": ((1.4, 1.7), (1.3, 1.6), (1.1, 1.4), (1.7, 2.1), (1.1, 1.35)),
    "snout": ((1.1, 1.3), (1.1, 1.3), (1.15, 1.35), (1, 1.1), (1.05, 1.2)),
    "tail_base": ((.06, .075), (.07, .085), (.045, .058), (.045, .055), (.075, .09)),
    "tail_length": ((.22, .28), (.19, .24), (.17, .22), (.18, .25), (.2, .26)),
    "tail_spread": ((.15, .2), (.13, .17), (.12, .16), (.13, .18), (.14, .19)),
    "tail_fork": ((.25, .45), (0, .06), (.12, .3), (.2, .5), (0, .1)),
    "tail_round": ((0, 0), (.1, .25), (0, 0), (0, .1), (.1, .3)),
    "dorsal_start": ((.36, .42), (.28, .34), (.42, .48), (.3, .34), (.3, .38)),
    "dorsal_end": ((.74, .82), (.84, .92), (.58, .66), (.44, .5), (.9, .97)),
    "dorsal_height": ((.09, .13), (.09, .14), (.1, .14), (.11, .16), (.12, .18)),
    "anal_start": ((.72, .76), (.68, .72), (.7, .75), (.6, .66), (.5, .6)),
    "anal_height": ((.07, .1), (.09, .13), (.07, .1), (.05, .08), (.12, .18)),
    "pelvic_start": ((.46, .52), (.36, .42), (.5, .56), (.44, .5), (.32, .38)),
    "fin_lean": ((.5, .9), (.7, 1.2), (.5, .9), (.5, .9), (.6, 1.1)),
    "barbel": ((.03, .06), (0, 0), (0, 0), (.13, .2), (0, 0)),
}  # fmt: skip

# Palettes: back, flank, belly, fins (RGB in 0..1).
PALETTES = {
    "brass": ((.28, .22, .11), (.62, .50, .24), (.86, .78, .55), (.50, .36, .19)),
    "silver": ((.25, .31, .35), (.63, .69, .71), (.90, .91, .89), (.48, .51, .52)),
    "gold": ((.80, .35, .08), (.95, .56, .14), (.98, .82, .50), (.95, .55, .20)),
    "olive": ((.20, .24, .17), (.45, .49, .37), (.76, .77, .66), (.34, .37, .31)),
    "slate": ((.10, .11, .13), (.27, .28, .30), (.68, .66, .62), (.20, .20, .21)),
    "teal": ((.08, .20, .30), (.22, .45, .52), (.72, .80, .75), (.28, .44, .48)),
    "rose": ((.76, .47, .40), (.88, .66, .57), (.96, .86, .80), (.86, .54, .47)),
    "moss": ((.30, .33, .18), (.62, .60, .40), (.90, .86, .74), (.56, .50, .32)),
}  # fmt: skip

# Scenes: dark and light colour, noise scale along x and y, weights of the noise (coarse, mid, fine, pebbles),
# vertical gradient, crossed lines of a net, fingers behind the fish.
SCENES = {
    "pond": ((.05, .11, .06), (.38, .50, .27), (.25, .25), (.20, .06, .00, 0), .35, 0, 0),
    "tank": ((.02, .13, .24), (.32, .62, .70), (.25, .3), (.14, .05, .00, 0), .40, 0, 0),
    "deep": ((.01, .03, .06), (.10, .22, .28), (.3, .3), (.15, .08, .00, 0), .35, 0, 0),
    "gravel": ((.15, .12, .10), (.70, .64, .56), (.3, .3), (.05, .06, .04, .45), .05, 0, 0),
    "plants": ((.02, .07, .03), (.38, .56, .20), (.75, .05), (.20, .20, .05, 0), .15, 0, 0),
    "wood": ((.30, .19, .10), (.68, .51, .34), (.03, .65), (.14, .18, .12, 0), .00, 0, 0),
    "board": ((.74, .75, .74), (.96, .96, .94), (.2, .2), (.15, .05, .02, 0), .20, 0, 0),
    "cloth": ((.06, .14, .38), (.16, .32, .64), (.3, .3), (.20, .05, .08, 0), .10, 0, 0),
    "net": ((.10, .22, .20), (.36, .55, .48), (.4, .4), (.15, .05, .05, 0), .15, 1, 0),
    "hand": ((.16, .20, .14), (.46, .52, .40), (.35, .35), (.20, .15, .05, 0), .20, 0, 1),
}  # fmt: skip
SCENE_FIELDS = ("dark", "light", "scale", "noise", "gradient", "grid", "hand")

PLAIN_VIEW = {
    "view_angle": 0.0,
    "view_flip": 1.0,
    "view_zoom": 1.0,
    "view_x": 0.0,
    "view_y": 0.0,
    "view_gain": 1.0,
}


def noise_bank(generator: torch.Generator) -> Tensor:
    """A tile of noise (6, 512, 512), unit variance: three channels smooth, coarse to fine, three white."""
    smooth = [
        torch.nn.functional.interpolate(
            torch.randn(1, 1, cells, cells, generator=generator),
            size=TILE_PX,
            mode="bicubic",
            align_corners=False,
        )[0]
        for cells in TILE_CELLS
    ]
    bank = torch.cat([*smooth, torch.randn(3, TILE_PX, TILE_PX, generator=generator)])
    return (bank - bank.mean((1, 2), keepdim=True)) / bank.std((1, 2), keepdim=True)


def pick(chance: Tensor, rows: list | tuple) -> Tensor:
    """The row (numbers or tuples of numbers) that each chance (N, 1) in [0, 1) points at: float32 (N, k)."""
    table = torch.tensor(rows, dtype=torch.float32).view(len(rows), -1)
    return table[(chance[:, 0] * len(rows)).long()]


def sample(count: int, generator: torch.Generator, difficulty: float) -> dict[str, Tensor]:
    """Draw the parameters of `count` fish: float32 (count, k) each.

    `difficulty` in [0, 1] shrinks and fades lesions, and adds what resembles them in every class: red fins,
    pale bellies and tails, glare, bubbles, dark spots.
    """
    chances = torch.rand(count, sum(width for *_, width in UNIFORM.values()), generator=generator)
    parts = chances.split([width for *_, width in UNIFORM.values()], dim=1)
    p = {
        name: low + (high - low) * part
        for (name, (low, high, _)), part in zip(UNIFORM.items(), parts, strict=True)
    }
    for column, (name, plans) in enumerate(BODY_PLANS.items()):
        low, high = pick(p["chance_species"], plans).split(1, dim=1)
        p[name] = low + (high - low) * p["chance_body"][:, column : column + 1]
    for column, name in enumerate(("back_colour", "flank_colour", "belly_colour", "fin_colour")):
        colour = pick(p["chance_palette"], [colours[column] for colours in PALETTES.values()])
        p[name] = (colour * p["palette_gain"] + p["palette_shift"]).clamp(0.02, 0.98)
    for column, name in enumerate(SCENE_FIELDS):
        p[f"scene_{name}"] = pick(p["chance_scene"], [scene[column] for scene in SCENES.values()])
    # mostly near the horizontal, a few anywhere, upside down included
    turn = p["chance_turn"]
    p["angle"] = 0.5 * turn + (math.pi - 0.5) * turn**9
    p["facing"] = torch.where(p["chance_facing"] < 0.5, -1.0, 1.0)
    # a third without a pattern, the rest bars, spots, blotches or a stripe
    kind = (p["chance_pattern"][:, :1] * 6).long() - 1
    p["pattern"] = (kind == torch.arange(4)).float()
    p["pattern_light"] = (p["chance_pattern"][:, 1:] < 0.25).float()

    clutter = difficulty * p["chance_clutter"] ** 2
    for column, name in enumerate(("red_fins", "pale_belly", "pale_tail", "glare", "bubbles", "dark_spots")):
        p[name] = clutter[:, column : column + 1]
    p["blur"] = 0.002 + 0.010 * difficulty * p["chance_blur"]
    p["grain"] = 0.010 + 0.025 * difficulty * p["chance_grain"]
    p["girth"] = ((p["back"] + p["belly"]) / 0.35).sqrt()  # lesions in proportion to the body
    p["lesion_scale"] = torch.full((count, 1), 1.20 - 0.50 * difficulty)
    p["lesion_alpha"] = torch.full((count, 1), 1.0 - 0.30 * difficulty**2)
    return p


def views(count: int, generator: torch.Generator) -> dict[str, Tensor]:
    """Draw baked augmentations, (count, 1) each: turn, flip, crop, shift and brighten a finished picture."""
    u = torch.rand(count, 6, generator=generator).split(1, dim=1)
    flip = torch.where(u[1] < 0.5, -1.0, 1.0)
    return {
        "view_angle": 1.4 * (u[0] - 0.5),
        "view_flip": flip,
        "view_zoom": 0.65 + 0.45 * u[2],
        "view_x": 0.3 * (u[3] - 0.5),
        "view_y": 0.3 * (u[4] - 0.5),
        "view_gain": 0.75 + 0.6 * u[5],
    }
