"""The figures of the lectures: walks on loss surfaces, curves, seeds. Labels are translated.

>>> curves({"plain": [3, 2, 1]}, x="step", y="loss", log=True)
"""

from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
import pandas as pd
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.plots import BLACK, BLUE, GREEN, GREY, ORANGE, RED, SKY, STYLE, Picture
from helpers.teaching.language import translate as _
from helpers.teaching.surfaces import Surface

# Colour and dash of the first, second, ... line: also told apart in black and white.
SERIES = ((BLUE, "-"), (RED, "--"), (GREEN, "-."), (ORANGE, ":"), (SKY, "-"), (BLACK, "--"))
WIDTH_IN, HEIGHT_IN = 7.0, 3.0
LEVELS = 14  # contour lines


@matplotlib.rc_context(STYLE)
def walks(surface: Surface, paths: Mapping[str, torch.Tensor], title: str = "") -> Figure:
    """Paths (steps + 1, 2) over the contours of a surface, a panel each; what leaves it is cut off."""
    columns, rows = min(len(paths), 2), -(-len(paths) // 2)
    # Equal scales, so that a narrow valley looks narrow; titles and labels need 0.6 in a row.
    shape = (surface.y[1] - surface.y[0]) / (surface.x[1] - surface.x[0])
    height_in = rows * (0.6 + (WIDTH_IN - 0.6) / columns * shape)
    figure = Picture(figsize=(WIDTH_IN, height_in), layout="constrained")
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    x, y = (torch.linspace(*span, 121) for span in (surface.x, surface.y))
    height = surface.value(torch.stack(torch.meshgrid(x, y, indexing="xy"), dim=-1)).numpy()
    # Levels closer together near the bottom, where the walk ends.
    low, high = height.min(), height.max()
    levels = low + (high - low) * np.linspace(0.02, 1, LEVELS) ** 2
    for panel in panels.flat[len(paths) :]:
        panel.set_visible(False)
    for (name, path), panel, (colour, _dash) in zip(paths.items(), panels.flat, SERIES, strict=False):
        panel.contour(x, y, height, levels=levels, colors="#c8c8c8", linewidths=0.8)
        walked = path.detach().numpy()
        panel.plot(*walked.T, color=colour, marker="o", markersize=2.5, linewidth=1)
        panel.plot(*surface.start, marker="s", color=BLACK, markersize=5)
        panel.plot(*surface.minima.T, "*", color=BLACK, markersize=9)
        panel.set(xlim=surface.x, ylim=surface.y, title=_(name), aspect="equal")
        panel.grid(False)
    for panel in panels[-1]:
        panel.set_xlabel("w₁")
    for panel in panels[:, 0]:
        panel.set_ylabel("w₂")
    if title:
        figure.suptitle(_(title), fontsize=10)
    return figure


@matplotlib.rc_context(STYLE)
def curves(
    lines: Mapping[str, Sequence[float]],
    *,
    x: str,
    y: str,
    log: bool = False,
    start: float = 0,
    title: str = "",
    mark_x: Mapping[str, float] | None = None,
) -> Figure:
    """One line a name against 0, 1, 2 ... (or from `start`), or a pair (xs, ys).

    x, y: axis labels with units; log: y in powers of 10; mark_x: {label: x} draws vertical lines.
    """
    figure = Picture(figsize=(WIDTH_IN, HEIGHT_IN), layout="constrained")
    panel = figure.subplots()
    draw_curves(panel, lines, start=start)
    panel.set(xlabel=_(x), ylabel=_(y), title=_(title))
    if log:
        panel.set_yscale("log")
    for label, place in (mark_x or {}).items():
        panel.axvline(place, color=GREY, linewidth=1)
        panel.annotate(
            _(label), (place, 1), (3, -3), xycoords=("data", "axes fraction"), textcoords="offset points",
            va="top", color=GREY, fontsize=9,
        )  # fmt: skip
    return figure


def draw_curves(panel: Axes, lines: Mapping[str, Sequence[float]], *, start: float = 0) -> None:
    """Lines with their legend, into a panel of one's own figure."""
    for i, (name, values) in enumerate(lines.items()):
        colour, dash = SERIES[i % len(SERIES)]
        pair = (
            isinstance(values, tuple) and len(values) == 2 and np.ndim(values[0]) == 1
        )  # else plain numbers
        xs, ys = values if pair else (start + np.arange(len(values)), values)
        panel.plot(np.asarray(xs), np.asarray(ys), dash, color=colour, label=_(name))
    if len(lines) > 1:
        panel.legend(fontsize=9)


@matplotlib.rc_context(STYLE)
def seeds(values: pd.DataFrame, quantity: str) -> Figure:
    """Contestants side by side: a dot a seed, joined by a thin line, and the means with 95 % intervals.

    values: one row a seed, one column a contestant.
    """
    from helpers.teaching.comparisons import LEVEL, interval

    figure = Picture(figsize=(WIDTH_IN, HEIGHT_IN), layout="constrained")
    panel = figure.subplots()
    places = np.arange(len(values.columns))
    panel.plot(places, values.to_numpy().T, color=GREY, linewidth=0.7, marker="o", markersize=4, alpha=0.7)
    for place, name in zip(places, values, strict=True):
        mean, low, high = interval(values[name].to_numpy(), LEVEL)
        panel.errorbar(
            place + 0.12, mean, [[mean - low], [high - mean]], color=SERIES[place % len(SERIES)][0],
            marker="D", markersize=6, capsize=5, linewidth=2,
        )  # fmt: skip
    panel.set(ylabel=_(quantity), xlim=(-0.5, len(places) - 0.5))
    panel.set_xticks(places, [_(name) for name in values])
    panel.grid(False, axis="x")
    return figure
