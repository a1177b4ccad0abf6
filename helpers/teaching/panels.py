"""Small multiples: the same kind of curves side by side, on the same axes, so that the eye compares shapes.

Tufte 1983, "The Visual Display of Quantitative Information", chapter 8.

>>> panels({"plain": [[3, 2, 2]], "momentum": [[3, 2, 1]]}, lines=["loss"], x="step", y="loss")
"""

from collections.abc import Mapping, Sequence

import matplotlib
from matplotlib.figure import Figure

from helpers.errors import InputError
from helpers.plots import STYLE, Picture
from helpers.teaching.figures import WIDTH_IN, draw_curves
from helpers.teaching.language import translate as _

ROW_IN = 1.7  # of a row of panels, without what the axes' labels and the legend need
EXTRA_IN = 0.7


@matplotlib.rc_context(STYLE)
def panels(
    groups: Mapping[str, Sequence[Sequence[float]]],
    *,
    lines: Sequence[str],
    x: str,
    y: str,
    columns: int = 3,
    log: bool = False,
    start: float = 0,
    y_limits: tuple[float, float] | None = None,
) -> Figure:
    """A panel a group, titled by its name: {group: [a curve for each of `lines`]}, on the same two axes.

    A curve is its values against 0, 1, 2 ... (or from `start`), or a pair (xs, ys). lines: the names of the
    curves, for one legend (none for a single curve). x, y: axis labels with units; columns: panels in a row;
    log: y in powers of 10. Raises InputError where there is no panel, or one has not a curve for each line.
    """
    counts = {name: len(curves) for name, curves in groups.items()}
    if not groups or set(counts.values()) != {len(lines)}:
        raise InputError(f"expected {len(lines)} curves in each panel, {list(lines)}, got {counts}")
    columns = min(columns, len(groups))
    rows = -(-len(groups) // columns)
    figure = Picture(figsize=(WIDTH_IN, EXTRA_IN + ROW_IN * rows), layout="constrained")
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    for (name, curves), panel in zip(groups.items(), grid.flat, strict=False):
        draw_curves(panel, dict(zip(lines, curves, strict=True)), start=start)
        if legend := panel.get_legend():
            legend.remove()
        panel.set_title(_(name))
    if log:
        grid[0, 0].set_yscale("log")
    if y_limits is not None:
        grid[0, 0].set_ylim(y_limits)
    for panel in grid.flat[len(groups) :]:
        panel.set_visible(False)
    for i, panel in enumerate(grid.flat[: len(groups)]):
        if i + columns >= len(groups):  # nothing is shown below it
            panel.set_xlabel(_(x))
            panel.tick_params(labelbottom=True)
            # Above a gap its labels have the gap for themselves: rows need not move apart for them.
            panel.xaxis.set_in_layout(i // columns == rows - 1)
    for panel in grid[:, 0]:
        panel.set_ylabel(_(y))
    if len(lines) > 1:
        figure.legend(*grid[0, 0].get_legend_handles_labels(), loc="outside upper left", ncols=len(lines))
    return figure
