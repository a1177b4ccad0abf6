"""A plane and what a classifier makes of it: points in three arms, and which class each place is given.

>>> points, labels = arms(300, seed=0)
>>> regions({"one line": net}, points, labels)
"""

import math
from collections.abc import Callable, Mapping

import matplotlib
import torch
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from torch import Tensor

from helpers.errors import InputError
from helpers.plots import BLUE, GREEN, ORANGE, STYLE, Picture
from helpers.teaching.figures import WIDTH_IN
from helpers.teaching.language import translate as _

ARMS = 3
TURN = math.pi  # of an arm, from the middle to its end
LOOKS = ((BLUE, "o"), (ORANGE, "s"), (GREEN, "^"))  # colour and marker: told apart in black and white
EDGE = 1.25  # of the plane drawn
GRID = 121  # places along each axis


def arms(count: int, *, seed: int) -> tuple[Tensor, Tensor]:
    """Points (count, 2) float32 in three arms of a spiral, labels (count,) int64: which arm.

    The arms turn by half a circle from the middle outwards: no straight line parts them.
    """
    generator = torch.Generator().manual_seed(seed)
    labels = torch.arange(count) % ARMS
    radius = 0.15 + 0.85 * torch.rand(count, generator=generator)
    noise = 0.2 * torch.randn(count, generator=generator)
    angle = 2 * math.pi * labels / ARMS + TURN * radius + noise
    return torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1), labels


@matplotlib.rc_context(STYLE)
def regions(classifiers: Mapping[str, Callable[[Tensor], Tensor]], points: Tensor, labels: Tensor) -> Figure:
    """The class with the largest score at each place, a panel a classifier, under the points.

    classifiers: {title: function of places (N, 2) that returns scores (N, 3)}; points (n, 2), labels (n,) of
    0, 1 and 2. Raises InputError where there is no classifier.
    """
    if not classifiers:
        raise InputError("expected at least one classifier to draw")
    columns = len(classifiers)
    figure = Picture(figsize=(WIDTH_IN, 0.7 + (WIDTH_IN - 0.5) / max(columns, 2)), layout="constrained")
    grid = figure.subplots(1, columns, sharex=True, sharey=True, squeeze=False)[0]
    line = torch.linspace(-EDGE, EDGE, GRID)
    places = torch.stack(torch.meshgrid(line, line, indexing="xy"), dim=-1)
    light = ListedColormap([colour + "44" for colour, _marker in LOOKS])
    for (title, scores), panel in zip(classifiers.items(), grid, strict=True):
        with torch.no_grad():
            winner = scores(places.reshape(-1, 2)).argmax(1).reshape(GRID, GRID)
        panel.imshow(
            winner.numpy(),
            extent=(-EDGE, EDGE, -EDGE, EDGE),
            origin="lower",
            cmap=light,
            vmin=0,
            vmax=2,
            aspect="equal",
        )
        for label, (colour, marker) in enumerate(LOOKS):
            chosen = points[labels == label]
            panel.plot(*chosen.T.numpy(), marker, color=colour, markersize=2.5)
        panel.set(title=_(title), xlabel="x₁")
        panel.grid(False)
    grid[0].set_ylabel("x₂")
    return figure
