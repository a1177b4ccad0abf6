"""Figures of intervals: a few estimates side by side, and many intervals of which some miss the truth.

The second is the picture with which Neyman's confidence intervals are taught (Neyman 1937, "Outline of a
theory of statistical estimation based on the classical theory of probability", Phil. Trans. A 236).

>>> estimates({"random": (77, 71, 83), "source group": (31, 20, 43)}, x="balanced accuracy in %")
>>> coverage({"over images": [(40, 50), (51, 62)]}, truth=48, y="accuracy in %")
"""

from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from helpers.plots import BLACK, BLUE, GREY, RED, STYLE, Picture
from helpers.teaching.figures import SERIES, WIDTH_IN
from helpers.teaching.language import translate as _

ROW_IN = 0.42  # of an estimate
EXTRA_IN = 0.8  # the axis and its label
PANELS_IN = 3.2


@matplotlib.rc_context(STYLE)
def estimates(
    rows: Mapping[str, tuple[float, float, float]],
    *,
    x: str,
    mark_x: Mapping[str, float] | None = None,
    limits: tuple[float, float] | None = None,
) -> Figure:
    """A dot with its interval in each row: {name: (value, low, high)}, the first on top.

    x: axis label with its unit; mark_x: {label: x} draws vertical lines; limits: of the axis.
    """
    figure = Picture(figsize=(WIDTH_IN, EXTRA_IN + ROW_IN * len(rows)), layout="constrained")
    panel = figure.subplots()
    for place, (value, low, high) in enumerate(rows.values()):
        colour = SERIES[place % len(SERIES)][0]
        panel.plot([low, high], [place, place], color=colour, linewidth=2, marker="|", markersize=9)
        panel.plot(value, place, "D", color=colour, markersize=7)
        panel.annotate(f"{value:.0f}", (value, place), (0, 7), textcoords="offset points", ha="center")
    for label, mark in (mark_x or {}).items():
        panel.axvline(mark, color=GREY, linewidth=1, linestyle="--")
        panel.annotate(
            _(label), (mark, 0), (3, 3), xycoords=("data", "axes fraction"), textcoords="offset points",
            color=GREY, fontsize=9,
        )  # fmt: skip
    panel.set(xlabel=_(x), ylim=(len(rows) - 0.5, -0.75), xlim=limits)
    panel.set_yticks(range(len(rows)), [_(name) for name in rows])
    panel.tick_params(axis="y", length=0)
    panel.grid(False, axis="y")
    return figure


@matplotlib.rc_context(STYLE)
def coverage(groups: Mapping[str, Sequence[tuple[float, float]]], *, truth: float, y: str) -> Figure:
    """A panel a group of intervals (low, high), one beside the other; those that miss the truth stand out.

    The title of a panel counts the misses. truth: the horizontal line; y: axis label with its unit.
    """
    figure = Picture(figsize=(WIDTH_IN, PANELS_IN), layout="constrained")
    grid = figure.subplots(1, len(groups), sharey=True, squeeze=False)[0]
    for (name, intervals), panel in zip(groups.items(), grid, strict=True):
        low, high = np.asarray(intervals, dtype=float).T
        places = np.arange(len(low))
        missed = (truth < low) | (truth > high)
        panel.vlines(places[~missed], low[~missed], high[~missed], color=BLUE, linewidth=1.2)
        panel.vlines(places[missed], low[missed], high[missed], color=RED, linewidth=2.4)
        panel.axhline(truth, color=BLACK, linewidth=1)
        title = _("{name}: {missed} of {count} intervals miss")
        panel.set_title(title.format(name=_(name), missed=int(missed.sum()), count=len(low)))
        panel.set_xticks([])
        panel.grid(False, axis="x")
        panel.set_xlabel(_("repetitions of the experiment"))
    grid[0].set_ylabel(_(y))
    return figure
