"""Several quantities of the same runs, one below the other: the rate above, the loss below, the same steps.

Cleveland 1985, "The Elements of Graphing Data", chapter 3 (juxtaposition).

>>> strips({"learning rate": {"step": [1, 1, 0.1]}, "loss": {"step": [3, 2, 1]}}, x="epoch", log=["loss"])
"""

from collections.abc import Mapping, Sequence

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter

from helpers.errors import InputError
from helpers.plots import STYLE, Picture
from helpers.teaching.figures import WIDTH_IN, draw_curves
from helpers.teaching.language import translate as _

STRIP_IN = 1.6  # of one strip, without what the label of x and the legend need
EXTRA_IN = 0.8


@matplotlib.rc_context(STYLE)
def strips(
    quantities: Mapping[str, Mapping[str, Sequence[float]]],
    *,
    x: str,
    log: Sequence[str] = (),
    start: float = 0,
) -> Figure:
    """A strip a quantity: {quantity with its unit: {run: values or a pair (xs, ys)}}; x is shared, y is not.

    One legend serves all: give every quantity the same runs in the same order. x: label of the axis; log:
    the quantities drawn in powers of 10; start: the x of the first value. Raises InputError where there is
    no strip, the quantities have different runs, or `log` names none of them.
    """
    runs = [list(lines) for lines in quantities.values()]
    if not runs or any(each != runs[0] for each in runs):
        raise InputError(f"strips share one legend: expected the same runs in each, got {runs}")
    if unknown := set(log) - set(quantities):
        raise InputError(f"log names {sorted(unknown)}, expected some of {list(quantities)}")
    figure = Picture(figsize=(WIDTH_IN, EXTRA_IN + STRIP_IN * len(quantities)), layout="constrained")
    grid = figure.subplots(len(quantities), 1, sharex=True, squeeze=False)[:, 0]
    for (name, lines), strip in zip(quantities.items(), grid, strict=True):
        draw_curves(strip, lines, start=start)
        if legend := strip.get_legend():
            legend.remove()
        strip.set_ylabel(_(name))
        if name in log:
            strip.set_yscale("log")
            strip.yaxis.set_minor_formatter(NullFormatter())  # a strip has room for the powers of ten only
    grid[-1].set_xlabel(_(x))
    figure.align_ylabels(grid)
    if len(runs[0]) > 1:
        figure.legend(*grid[0].get_legend_handles_labels(), loc="outside upper left", ncols=len(runs[0]))
    return figure
