"""What a search has tried: its trials on the plane of two hyperparameters, and what each axis alone sees.

Bergstra and Bengio 2012, "Random search for hyper-parameter optimization", JMLR 13, figure 1.

>>> trials({"grid": torch.rand(9, 2)}, x="learning rate", y="dropout")
"""

from collections.abc import Mapping

import matplotlib
import torch
from matplotlib.figure import Figure

from helpers.errors import InputError
from helpers.plots import BLACK, STYLE, Picture
from helpers.teaching.figures import SERIES, WIDTH_IN
from helpers.teaching.language import translate as _

RUG = 0.04  # length of a mark on an axis, as a share of the panel


@matplotlib.rc_context(STYLE)
def trials(
    searches: Mapping[str, torch.Tensor], *, x: str, y: str, best: torch.Tensor | None = None
) -> Figure:
    """A panel a search: trials (n, 2) in the unit square as dots, and a mark on each axis for each.

    x, y: the two hyperparameters; best (2,): where the optimum lies, drawn as a star. Raises InputError where
    a search does not have the shape (n, 2).
    """
    for name, points in searches.items():
        if points.ndim != 2 or points.shape[1] != 2:
            raise InputError(f"the trials of {name!r} have the shape {tuple(points.shape)}, expected (n, 2)")
    figure = Picture(figsize=(WIDTH_IN, WIDTH_IN / len(searches) + 0.4), layout="constrained")
    row = figure.subplots(1, len(searches), sharex=True, sharey=True, squeeze=False)[0]
    for (name, points), panel, (colour, _dash) in zip(searches.items(), row, SERIES, strict=False):
        panel.plot(*points.T.numpy(), "o", color=colour, markersize=5)
        for value in points[:, 0].tolist():
            panel.axvline(value, 0, RUG, color=colour, linewidth=1.5)
        for value in points[:, 1].tolist():
            panel.axhline(value, 0, RUG, color=colour, linewidth=1.5)
        if best is not None:
            panel.plot(*best.tolist(), "*", color=BLACK, markersize=11)
        panel.set(xlim=(0, 1), ylim=(0, 1), title=_(name), xlabel=_(x), aspect="equal")
        panel.grid(False)
    row[0].set_ylabel(_(y))
    return figure
