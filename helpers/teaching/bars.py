"""Bars side by side: a few numbers under each label, such as what two functions make of the same scores.

>>> bars({"softmax": [0.7, 0.3], "sigmoid": [0.9, 0.5]}, labels=["2.2", "0.0"], x="score", y="probability")
"""

from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from helpers.errors import InputError
from helpers.plots import STYLE, Picture
from helpers.teaching.figures import HEIGHT_IN, SERIES, WIDTH_IN
from helpers.teaching.language import translate as _

HATCHES = ("", "///", "...", "xxx", "\\\\\\", "ooo")  # as SERIES: also told apart in black and white
GROUP = 0.8  # share of the room of a label that its bars take


@matplotlib.rc_context(STYLE)
def bars(
    groups: Mapping[str, Sequence[float]],
    *,
    labels: Sequence[str],
    x: str,
    y: str,
    y_limits: tuple[float, float] | None = None,
) -> Figure:
    """A bar a label for each of `groups`, {name: one value a label}, with its value on top.

    labels: shown as they are; x, y: axis labels with units. Raises InputError where there is no group or one
    has not a value for each label.
    """
    counts = {name: len(values) for name, values in groups.items()}
    if not groups or set(counts.values()) != {len(labels)}:
        raise InputError(f"expected {len(labels)} values in each group, one a label, got {counts}")
    figure = Picture(figsize=(WIDTH_IN, HEIGHT_IN), layout="constrained")
    panel = figure.subplots()
    places, width = np.arange(len(labels)), GROUP / len(groups)
    for i, (name, values) in enumerate(groups.items()):
        heights = np.asarray(values, dtype=float)
        look = {"color": SERIES[i % len(SERIES)][0], "hatch": HATCHES[i % len(HATCHES)]}
        drawn = panel.bar(
            places - GROUP / 2 + (i + 0.5) * width,
            heights,
            width * 0.92,
            label=_(name),
            edgecolor="white",
            **look,
        )
        panel.bar_label(drawn, [f"{height:.2f}" for height in heights], fontsize=8, padding=1)
    panel.set(xlabel=_(x), ylabel=_(y))
    panel.set_xticks(places, list(labels))
    panel.grid(False, axis="x")
    if y_limits is not None:
        panel.set_ylim(y_limits)
    if len(groups) > 1:
        figure.legend(loc="outside upper left", ncols=len(groups))
    return figure
