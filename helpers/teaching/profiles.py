"""The loss of one weight as a curve, and descents that step along it.

>>> profiles(lambda w: w**2 / 2, {"rate 0.1": [-3.0, -2.7, -2.43]}, x=(-4, 4))
"""

from collections.abc import Callable, Mapping, Sequence

import matplotlib
import torch
from matplotlib.figure import Figure
from torch import Tensor

from helpers.errors import InputError
from helpers.plots import BLACK, STYLE, Picture
from helpers.teaching.figures import SERIES, WIDTH_IN
from helpers.teaching.language import translate as _

ROW_IN = 2.3
POINTS = 201  # of the drawn curve


@matplotlib.rc_context(STYLE)
def profiles(
    loss: Callable[[Tensor], Tensor],
    paths: Mapping[str, Sequence[float]],
    *,
    x: tuple[float, float],
    columns: int = 2,
) -> Figure:
    """Weights of {name: path}, a panel each, on the curve of `loss`; what leaves the picture is cut off.

    loss: takes and returns a tensor (n,); x: the weights to draw. Raises InputError where there is no path.
    """
    if not paths:
        raise InputError("expected a path at least, got none")
    columns = min(columns, len(paths))
    rows = -(-len(paths) // columns)
    figure = Picture(figsize=(WIDTH_IN, 0.4 + ROW_IN * rows), layout="constrained")
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    w = torch.linspace(*x, POINTS)
    height = loss(w)
    low, high = height.min().item(), height.max().item()
    for panel in panels.flat[len(paths) :]:
        panel.set_visible(False)
    for (name, path), panel, (colour, _dash) in zip(paths.items(), panels.flat, SERIES, strict=False):
        walked = torch.as_tensor(path, dtype=torch.float32)
        panel.plot(w, height, color="#c8c8c8")
        panel.plot(walked, loss(walked), color=colour, marker="o", linewidth=1)
        panel.plot(walked[:1], loss(walked[:1]), "s", color=BLACK, markersize=5)
        panel.set(xlim=x, ylim=(low - 0.05 * (high - low), high), title=_(name))
    for panel in panels[-1]:
        panel.set_xlabel("w")
    for panel in panels[:, 0]:
        panel.set_ylabel(_("loss along one weight"))
    return figure
