"""Figures with a class a row: how many photos it has, how likely it is, what it is taken for.

Class names are data and stay as they are; every other label is translated.

>>> per_class({"healthy": 30, "sick": 12}, x="photos")
"""

import textwrap
from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.errors import InputError
from helpers.plots import BLACK, BLUE, SKY, STYLE, Picture
from helpers.teaching.figures import WIDTH_IN
from helpers.teaching.language import translate as _

ROW_IN = 0.32  # of a class in a bar chart, without what the axis needs
CELL_IN = 0.42  # of a class in a confusion matrix
NAME_LETTERS = 34  # of a class name in one line
DARK_SHARE = 0.55  # from here on white is more legible than black on the colour of a cell


@matplotlib.rc_context(STYLE)
def per_class(values: Mapping[str, float], *, x: str) -> Figure:
    """A horizontal bar a class, in the order given, with its value behind it; x: the axis label with unit."""
    figure = Picture(figsize=(WIDTH_IN, 0.7 + ROW_IN * len(values)), layout="constrained")
    _bars(figure.subplots(), values)
    figure.axes[0].set_xlabel(_(x))
    return figure


@matplotlib.rc_context(STYLE)
def confusion(
    counts: Sequence[Sequence[int]], classes: Sequence[str], *, title: str = "", **fields: float
) -> Figure:
    """Counts (K, K), rows true and columns predicted; a cell is coloured by its share of its row.

    Columns carry the numbers of the classes, rows their names as well. title: with its {fields} filled in.
    Raises InputError for another shape.
    """
    table = np.asarray(counts)
    if table.shape != (len(classes), len(classes)):
        raise InputError(f"counts are {table.shape}: expected a row and a column for {len(classes)} classes")
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure = Picture(figsize=(WIDTH_IN, 1.1 + CELL_IN * len(classes)), layout="constrained")
    panel = figure.subplots()
    panel.grid(False)
    panel.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    panel.set_anchor("E")  # squares leave room at one side: to the left it is for the names
    for row, column in np.argwhere(table):
        colour = "white" if shares[row, column] > DARK_SHARE else BLACK
        panel.text(column, row, table[row, column], ha="center", va="center", color=colour)
    numbers = range(len(classes))
    panel.set_xticks(numbers, map(str, numbers))
    panel.set_yticks(numbers, [f"{_short(name)}  {number}" for number, name in enumerate(classes)])
    panel.spines[:].set_visible(False)
    panel.tick_params(length=0)
    panel.set(xlabel=_("predicted class"), ylabel=_("true class"), title=_(title).format(**fields))
    return figure


@matplotlib.rc_context(STYLE)
def diagnosis(image: np.ndarray, probabilities: Mapping[str, float]) -> Figure:
    """A photo, uint8 (3, H, W) or float in [0, 1], beside the probability of each class, in percent."""
    figure = Picture(figsize=(WIDTH_IN, 0.7 + ROW_IN * len(probabilities)), layout="constrained")
    picture, panel = figure.subplots(1, 2, width_ratios=[2, 3])
    picture.imshow(np.asarray(image).transpose(1, 2, 0))
    picture.set_axis_off()
    _bars(panel, {name: 100 * value for name, value in probabilities.items()})
    panel.set(xlim=(0, 115), xlabel=_("probability in %"))
    panel.set_xticks([0, 25, 50, 75, 100])
    return figure


def _bars(panel: Axes, values: Mapping[str, float]) -> None:
    largest = max(values.values())
    places = np.arange(len(values))
    colours = [BLUE if value == largest else SKY for value in values.values()]
    panel.barh(places, list(values.values()), height=0.66, color=colours)
    for place, value in zip(places, values.values(), strict=True):
        panel.annotate(f"{value:.0f}", (value, place), (4, 0), textcoords="offset points", va="center")
    panel.set_yticks(places, [_short(name) for name in values])
    panel.invert_yaxis()
    panel.grid(False, axis="y")
    panel.tick_params(axis="y", length=0)
    panel.margins(x=0.1)


def _short(name: str) -> str:
    return textwrap.shorten(name, NAME_LETTERS, placeholder=" …")
