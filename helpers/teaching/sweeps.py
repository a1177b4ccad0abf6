"""Sweeps: the same training at many values of one setting and several seeds; mean and interval at each value.

>>> result = sweep(accuracy, {"rate": [0.01, 0.1, 1.0]}, quantity="test accuracy in %")
>>> result.best, sweep_figure({"plain": result}, x="learning rate")
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.errors import InputError
from helpers.plots import BLACK, GREY, STYLE, Picture
from helpers.teaching.comparisons import LEVEL, TUNING_SEED, interval
from helpers.teaching.figures import SERIES, WIDTH_IN
from helpers.teaching.language import translate as _

HEIGHT_IN = 3.2
FORMATS = "os^Dv"  # a marker a sweep
SPREAD = (
    0.04  # share of the step between two values by which sweeps move apart, so that intervals do not hide
)


@dataclass(frozen=True)
class Sweep:
    """What every value of the setting reached with every seed."""

    values: pd.DataFrame  # one row a seed, one column a value of the setting
    quantity: str
    higher_is_better: bool

    @property
    def summary(self) -> pd.DataFrame:
        """One row a value: mean, low, high (95 % interval of the mean over the seeds)."""
        rows = [interval(self.values[value].to_numpy(), LEVEL) for value in self.values]
        return pd.DataFrame(rows, index=self.values.columns, columns=["mean", "low", "high"])

    @property
    def best(self) -> float:
        """The value with the best mean."""
        means = self.values.mean()
        return float(means.idxmax() if self.higher_is_better else means.idxmin())


def sweep(
    run: Callable[..., float],
    values: Mapping[str, Sequence[float]],
    *,
    quantity: str,
    seeds: Sequence[int] = range(TUNING_SEED, TUNING_SEED + 5),
    higher_is_better: bool = True,
    **settings: float,
) -> Sweep:
    """Call run(seed=..., <setting>=..., **settings) for every value and seed.

    values: {setting: its values}, one setting. seeds: by default five that `compare` does not use, so that a
    value chosen here can be compared there. Raises InputError for other than one setting, fewer than 2 seeds
    and a run that returns no finite number.
    """
    if len(values) != 1 or len(seeds) < 2:
        raise InputError(f"a sweep has one setting and 2 seeds or more, got {list(values)} and {len(seeds)}")
    ((name, tried),) = values.items()
    table = {v: [float(run(seed=seed, **{name: v}, **settings)) for seed in seeds] for v in tried}
    frame = pd.DataFrame(table, index=pd.Index(seeds, name="seed"))
    if not np.isfinite(frame.to_numpy()).all():
        raise InputError(f"a run of the sweep over {name} returned no finite number")
    return Sweep(frame, quantity, higher_is_better)


@matplotlib.rc_context(STYLE)
def sweep_figure(sweeps: Mapping[str, Sweep], *, x: str, marks: Mapping[str, float] | None = None) -> Figure:
    """Mean and interval at each value, a line a sweep, over a logarithmic axis; marks: {label: value}."""
    figure = Picture(figsize=(WIDTH_IN, HEIGHT_IN), layout="constrained")
    panel = figure.subplots()
    for i, (name, result) in enumerate(sweeps.items()):
        colour, dash = SERIES[i % len(SERIES)]
        table = result.summary
        apart = (table.index[1] / table.index[0]) ** (SPREAD * (i - (len(sweeps) - 1) / 2))
        panel.errorbar(
            table.index * apart, table["mean"], [table["mean"] - table["low"], table["high"] - table["mean"]],
            color=colour, linestyle=dash, marker=FORMATS[i % len(FORMATS)], capsize=3, label=_(name),
        )  # fmt: skip
    for i, (label, place) in enumerate((marks or {}).items()):
        panel.axvline(place, color=(GREY, BLACK)[i % 2], linestyle=("--", ":")[i % 2], linewidth=1.2)
        panel.annotate(
            _(label), (place, 1 - 0.09 * i), (3, -3), xycoords=("data", "axes fraction"),
            textcoords="offset points", va="top", fontsize=9,
        )  # fmt: skip
    panel.set_xscale("log")
    panel.set(xlabel=_(x), ylabel=_(next(iter(sweeps.values())).quantity))
    if len(sweeps) > 1:
        panel.legend(fontsize=9)
    return figure
