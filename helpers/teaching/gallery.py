"""Pictures in rows and columns, as a reader compares them: one fish a row, one change a column.

Tufte 1990, "Envisioning Information", chapter 4 (small multiples).

>>> gallery({"as taken": images[:4], "mirrored": images[:4].flip(-1)})
>>> pictures({"as taken": image, "mirrored": image.flip(-1)})
"""

import io
import textwrap
from collections.abc import Mapping, Sequence

import matplotlib
import torch
from matplotlib.figure import Figure
from PIL import Image
from torch import Tensor

from helpers.errors import InputError
from helpers.plots import STYLE, Picture
from helpers.teaching.figures import WIDTH_IN
from helpers.teaching.language import translate as _

NAME_IN = 1.2  # to the left of a row
NAME_LETTERS = 16  # in a line of it
TITLE_IN = 0.25  # above the first row
WIDEST_IN = 1.3  # of one picture
COLOURS = 256  # of a figure as a notebook keeps it: a page of photos would be many times as large


class Gallery(Picture):
    """A Picture that a notebook keeps with a palette."""

    def _repr_png_(self) -> bytes:
        small = io.BytesIO()
        with Image.open(io.BytesIO(super()._repr_png_())) as full:
            full.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE).save(
                small, "PNG", optimize=True
            )
        return small.getvalue()


@matplotlib.rc_context(STYLE)
def gallery(rows: Mapping[str, Tensor], *, columns: Sequence[str] = (), smooth: bool = False) -> Figure:
    """A row a name: images (N, 3, H, W), uint8 or float in [0, 1]; what lies outside is cut off.

    Every row has the same number of pictures. columns: a title for each of them; smooth: blend the pixels
    instead of showing them as squares. Raises InputError where the rows differ in length, or the titles do.
    """
    lengths = {name: len(images) for name, images in rows.items()}
    if len(set(lengths.values())) != 1 or 0 in lengths.values():
        raise InputError(f"expected rows with the same number of pictures, got {lengths}")
    (count,) = set(lengths.values())
    if columns and len(columns) != count:
        raise InputError(f"expected a title for each of {count} pictures, got {len(columns)}")
    side_in = min(WIDEST_IN, (WIDTH_IN - NAME_IN) / count)
    size_in = (NAME_IN + side_in * count, side_in * len(rows) + (TITLE_IN if columns else 0))
    figure = Gallery(figsize=size_in, layout="constrained")
    figure.get_layout_engine().set(w_pad=0.02, h_pad=0.02, wspace=0, hspace=0)
    grid = figure.subplots(len(rows), count, squeeze=False)
    for (name, images), line in zip(rows.items(), grid, strict=True):
        for image, panel in zip(images, line, strict=True):
            panel.imshow(_pixels(image), interpolation="bilinear" if smooth else "nearest")
            panel.set(xticks=[], yticks=[])
            panel.grid(False)
            panel.spines[:].set_visible(False)
        line[0].set_ylabel(
            textwrap.fill(_(name), NAME_LETTERS), rotation=0, ha="right", va="center", labelpad=6
        )
    for title, panel in zip(columns, grid[0], strict=False):
        panel.set_title(_(title), loc="center", fontsize=9)
    return figure


@matplotlib.rc_context(STYLE)
def pictures(named: Mapping[str, Tensor], *, columns: int = 4, smooth: bool = True) -> Figure:
    """Single pictures (3, H, W) with a title each, `columns` in a row; InputError where there is none."""
    if not named:
        raise InputError("expected at least one picture, got none")
    columns = min(columns, len(named))
    rows = -(-len(named) // columns)
    side_in = min(WIDEST_IN, WIDTH_IN / columns)
    figure = Gallery(figsize=(side_in * columns, (side_in + TITLE_IN) * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False)
    for panel in grid.flat:
        panel.set_axis_off()
    for (name, image), panel in zip(named.items(), grid.flat, strict=False):
        panel.imshow(_pixels(image), interpolation="bilinear" if smooth else "nearest", vmin=0, vmax=1)
        panel.set_title(_(name), loc="center", fontsize=9)
    return figure


def _pixels(image: Tensor):
    image = image.detach().cpu().movedim(0, -1)
    return (image if image.dtype == torch.uint8 else image.clamp(0, 1)).numpy()
