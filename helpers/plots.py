"""Every figure of the course: labelled axes with units, colours that colour-blind readers tell apart.

Each function takes plain arrays or a frame and returns a matplotlib Figure; nothing is shown or kept in a
global state. In a notebook a figure shows as the last line of a cell. Colours: Okabe and Ito 2008,
"Color Universal Design", https://jfly.uni-koeln.de/color/.

>>> learning_curves(Run("runs/first").history()).savefig("curves.svg")
"""

import io
import textwrap
from collections.abc import Sequence

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

BLACK, ORANGE, SKY, GREEN, BLUE, RED = "#000000", "#E69F00", "#56B4E9", "#009E73", "#0072B2", "#D55E00"
GREY = "#767676"  # the lightest grey with contrast 4.5 on white (WCAG 2.1, AA)
# Colour, dash and marker of each line: readable in black and white as well.
LINES = {"train": (BLUE, "--", "o"), "val": (RED, "-", "s")}
NAMES = {"train": "training", "val": "validation"}
STYLE = {
    "font.size": 10,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e4e4e4",
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.markersize": 4,
    "text.parse_math": False,  # a class may be called "$5 fish"
}


class Picture(Figure):
    """A Figure that a notebook shows although pyplot does not know it."""

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        self.savefig(buffer, format="png")
        return buffer.getvalue()


@matplotlib.rc_context(STYLE)
def learning_curves(history: pd.DataFrame, quantities: Sequence[str] | None = None) -> Figure:
    """Training and validation by epoch, one panel a quantity.

    history: `Run.history()`, with columns epoch, train_<quantity>, val_<quantity> and perhaps a learning rate
    (lr...). quantities: which, for example ["loss"]; None: loss, balanced accuracy and, where logged, the
    learning rate. Epochs count from 1, as people do.
    """
    rates = [name for name in history if name.startswith("lr")]
    if quantities is None:
        quantities = ["loss", "balanced_accuracy", *rates[:1]]
    figure = _figure(4.6 * len(quantities), 3.2)
    for axes, quantity in zip(np.ravel(figure.subplots(1, len(quantities))), quantities, strict=True):
        epochs = history["epoch"] + 1
        if quantity in rates:
            axes.plot(epochs, history[quantity], color=GREEN, marker="o")
            axes.set_ylabel("learning rate")
        else:
            _curves(axes, history, quantity)
        axes.set_xlabel("epoch")
        axes.set_xlim(0.5, epochs.max() + 0.5)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    return figure


@matplotlib.rc_context(STYLE)
def confusion_matrix(counts: np.ndarray, classes: Sequence[str]) -> Figure:
    """Counts (K, K), rows true and columns predicted: each cell is coloured by its share of its row."""
    counts = np.asarray(counts)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    side = 1.6 + 0.72 * len(classes)
    figure = _figure(side + 1.2, side)
    axes = figure.subplots()
    axes.grid(False)
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for row, column in np.ndindex(*counts.shape):
        share, count = shares[row, column], counts[row, column]
        text = f"{count}\n{100 * share:.0f} %" if count else "·"
        # Half-way up this colour map white becomes the more legible one.
        axes.text(column, row, text, ha="center", va="center", color="white" if share > 0.55 else BLACK)
    names = [textwrap.fill(name, 18) for name in classes]
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("predicted class")
    axes.set_ylabel("true class")
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    bar = figure.colorbar(image, ax=axes, shrink=0.7, format=PercentFormatter(1))
    bar.set_label("share of the true class")
    bar.outline.set_visible(False)
    return figure


@matplotlib.rc_context(STYLE)
def reliability_diagram(bins: pd.DataFrame) -> Figure:
    """How often the model is right when it says it is p % sure; `bins` as of `metrics.calibration_bins`."""
    figure = _figure(4.6, 4.9)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[3, 1])
    middle, width = (bins["low"] + bins["high"]) / 2, bins["high"] - bins["low"]
    upper.plot([0, 1], [0, 1], color=GREY, linestyle="--", label="perfectly calibrated")
    upper.bar(middle, bins["accuracy"], width * 0.9, color=SKY, label="share that is correct")
    upper.plot(bins["confidence"], bins["accuracy"], "o", color=BLACK, clip_on=False, label="mean of the bin")
    upper.set_ylabel("correct in %")
    upper.set_ylim(0, 1)
    figure.legend(loc="outside upper left", ncols=2)
    lower.bar(middle, bins["images"], width * 0.9, color=GREY)
    lower.set_ylabel("images")
    lower.set_xlabel("confidence (probability of the predicted class) in %")
    lower.set_xlim(0, 1)
    for axis in (upper.yaxis, lower.xaxis):
        axis.set_major_formatter(PercentFormatter(1, symbol=None))
    return figure


@matplotlib.rc_context(STYLE)
def compare_bars(
    names: Sequence[str],
    values: Sequence[float],
    lows: Sequence[float],
    highs: Sequence[float],
    unit: str,
    *,
    title: str = "",
) -> Figure:
    """One horizontal bar a name, with its interval from low to high and its value; `unit` labels the axis."""
    values, lows, highs = (np.asarray(column, dtype=float) for column in (values, lows, highs))
    places = np.arange(len(names))
    figure = _figure(7.0, 0.9 + 0.5 * len(names) + (0.3 if title else 0))
    axes = figure.subplots()
    axes.barh(places, values, height=0.62, color=SKY)
    # About the middle of the interval, which need not be the value.
    axes.errorbar((lows + highs) / 2, places, xerr=(highs - lows) / 2, fmt="none", ecolor=BLACK, capsize=4)
    # Three significant digits for the largest, as many decimals for all.
    decimals = max(0, 2 - int(np.floor(np.log10(max(abs(values).max(), 1e-9)))))
    for place, value, end in zip(places, values, np.maximum(values, highs), strict=True):
        axes.annotate(f"{value:.{decimals}f}", (end, place), (8, 0), textcoords="offset points", va="center")
    axes.set_yticks(places, [textwrap.fill(name, 32) for name in names])
    axes.invert_yaxis()
    axes.grid(False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.margins(x=0.12)
    axes.set_xlim(left=min(0, lows.min()))
    axes.set_xlabel(unit)
    axes.set_title(title)
    return figure


@matplotlib.rc_context(STYLE)
def range_test(
    rates: Sequence[float],
    losses: Sequence[float],
    smoothed: Sequence[float],
    marks: dict[str, float],
) -> Figure:
    """The losses of a learning-rate range test against the rate; marks: {label: rate}, a line each."""
    figure = _figure(6.4, 3.4)
    axes = figure.subplots()
    axes.plot(rates, losses, ".", color=SKY, label="loss of a batch")
    axes.plot(rates, smoothed, color=BLUE, label="running mean")
    looks = ((BLACK, "--"), (RED, "-."), (GREEN, ":"))
    for (label, rate), (colour, dash) in zip(marks.items(), looks, strict=False):
        axes.axvline(rate, color=colour, linestyle=dash, label=f"{label}: {rate:.2g}")
    axes.set_xscale("log")
    # A diverging loss may be a million times as high as all the others: it leaves the picture.
    known = np.asarray(smoothed)[np.isfinite(smoothed)]
    axes.set_ylim(0, 2 * known[0])
    axes.set_xlabel("learning rate")
    axes.set_ylabel("loss")
    axes.legend()
    return figure


@matplotlib.rc_context(STYLE)
def image_grid(images: np.ndarray, captions: Sequence[str] | None = None, *, columns: int = 6) -> Figure:
    """Images side by side: uint8 (N, 3, H, W) or float in [0, 1], with a caption below each where given."""
    images = np.asarray(images).transpose(0, 2, 3, 1)
    captions = [""] * len(images) if captions is None else captions
    rows = -(-len(images) // columns)
    figure = _figure(1.5 * columns, (1.9 if any(captions) else 1.5) * rows)
    cells = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in cells:
        axes.set_axis_off()
    for axes, image, caption in zip(cells, images, captions, strict=False):
        axes.imshow(image)
        axes.set_title(textwrap.fill(caption, 20), loc="center", y=-0.05, pad=0, va="top", fontsize=8)
    return figure


def _figure(width_in: float, height_in: float) -> Figure:
    figure = Picture(figsize=(width_in, height_in), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
    return figure


def _curves(axes: Axes, history: pd.DataFrame, quantity: str) -> None:
    for stage, (colour, dash, marker) in LINES.items():
        column = f"{stage}_{quantity}"
        if column in history:
            known = history[history[column].notna()]
            look = {"color": colour, "linestyle": dash, "marker": marker, "label": NAMES[stage]}
            axes.plot(known["epoch"] + 1, known[column], **look)
    name = quantity.replace("_", " ")
    axes.set_ylabel("loss (cross-entropy, nats)" if quantity == "loss" else f"{name} in %")
    if quantity != "loss":
        axes.set_ylim(0, 1)
        axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=None))
    axes.legend()
