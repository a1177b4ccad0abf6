"""One-factor comparisons: several seeds, the same tuning budget for each, an interval, and a verdict.

The seeds are the same for all, so what makes a seed lucky for everyone cancels: the verdict rests on the
paired differences (Student's t; with several contestants the level is divided by their number, Bonferroni).

>>> result = compare(run, {"without": {"momentum": 0.0}, "with": {"momentum": 0.9}}, quantity="accuracy")
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure

from helpers.errors import InputError, require
from helpers.teaching import figures
from helpers.teaching.card import Card
from helpers.teaching.language import translate as _

LEVEL = 0.05  # of the verdict
TUNING_SEED = 1000  # the first of those used for tuning alone: none of them is in a result
FEWEST_SEEDS = 5


@dataclass(frozen=True)
class Comparison:
    """What every contestant reached with every seed; the first one is what the others are compared with."""

    values: pd.DataFrame  # one row a seed, one column a contestant (English name)
    quantity: str
    tuned: dict[str, dict]  # what tuning chose for each

    @property
    def summary(self) -> pd.DataFrame:
        """One row a contestant: mean, low, high (95 % interval of the mean), and against the first one
        difference, difference_low, difference_high, verdict: "differs" or "cannot tell" ("" for the first).
        """
        names = list(self.values)
        rows = []
        for name in names:
            mean, low, high = interval(self.values[name].to_numpy(), LEVEL)
            row = {"contestant": name, "mean": mean, "low": low, "high": high}
            if name != names[0]:
                difference = (self.values[name] - self.values[names[0]]).to_numpy()
                row["difference"], below, above = interval(difference, LEVEL / (len(names) - 1))
                row |= {"difference_low": below, "difference_high": above}
                row["verdict"] = "cannot tell" if below <= 0 <= above else "differs"
            rows.append(row)
        return pd.DataFrame(rows).set_index("contestant").fillna({"verdict": ""})

    def verdict(self, contestant: str) -> str:
        """ "differs" or "cannot tell", of a contestant against the first."""
        return self.summary.loc[contestant, "verdict"]

    def difference(self, contestant: str) -> float:
        """Mean over the seeds of this contestant's value less the first one's."""
        return float(self.summary.loc[contestant, "difference"])

    def figure(self) -> Figure:
        """Every seed as a dot, seeds joined between contestants, means with their intervals."""
        return figures.seeds(self.values, self.quantity)

    def _repr_html_(self) -> str:
        return self._shown().to_html(border=0) + self._foot()._repr_html_()

    def _repr_pretty_(self, printer, cycle: bool) -> None:
        printer.text(f"{self._shown().to_string()}\n{self._foot()}")

    def _shown(self) -> pd.DataFrame:
        table = self.summary
        shown = pd.DataFrame(index=[_(name) for name in table.index])
        shown[_(self.quantity)] = [
            f"{row.mean:.3g} ({row.low:.3g} … {row.high:.3g})"
            for row in table[["mean", "low", "high"]].itertuples(name="Row")
        ]
        if any(self.tuned.values()):
            shown[_("chosen by tuning")] = [
                ", ".join(f"{key} = {value:g}" for key, value in self.tuned[name].items())
                for name in table.index
            ]
        shown[_("difference")] = [
            ""
            if not row.verdict
            else f"{row.difference:+.3g} ({row.difference_low:+.3g} … {row.difference_high:+.3g})"
            for row in table.itertuples()
        ]
        said = {"differs": _("differs"), "cannot tell": _("cannot tell"), "": ""}
        shown[_("verdict")] = [said[verdict] for verdict in table["verdict"]]
        return shown

    def _foot(self) -> Card:
        text = _("{seeds} seeds; mean and 95 % interval; differences against “{first}”, paired by seed.")
        return Card(
            _("Comparison"), text.format(seeds=len(self.values), first=_(self.values.columns[0])), mark="∑"
        )


def compare(
    run: Callable[..., float],
    contestants: Mapping[str, Mapping],
    *,
    quantity: str,
    tune: Mapping[str, Sequence[float]] | None = None,
    higher_is_better: bool = True,
    seeds: int = FEWEST_SEEDS,
    tuning_seeds: int = 1,
) -> Comparison:
    """Run every contestant with every seed and show mean, interval and verdict.

    run: run(seed=..., **settings) -> float, the whole experiment. contestants: {name: settings}. quantity:
    what run returns, with its unit. tune: {setting: candidates}; every contestant tries every combination on
    `tuning_seeds` seeds of its own and runs with its best: the same budget for all. Raises InputError for
    fewer than 2 contestants or 5 seeds, and where a run does not return a finite number.
    """
    if len(contestants) < 2 or seeds < FEWEST_SEEDS:
        raise InputError(
            f"a comparison needs 2 contestants and {FEWEST_SEEDS} seeds, got {len(contestants)} and {seeds}"
        )
    combinations = itertools.product(*tune.values()) if tune else ()
    grid = [dict(zip(tune, values, strict=True)) for values in combinations]
    runs = Counter(len(contestants) * (seeds + len(grid) * tuning_seeds))

    def measure(settings: Mapping, seed: int) -> float:
        runs.advance()
        value = float(run(seed=seed, **settings))
        if not np.isfinite(value):
            raise InputError(f"the run with {dict(settings)} and seed {seed} returned {value}, not a number")
        return value

    def tuned(settings: Mapping) -> dict:
        if not grid:
            return {}
        sign = 1 if higher_is_better else -1
        scores = [
            sign * np.mean([measure(settings | chosen, TUNING_SEED + i) for i in range(tuning_seeds)])
            for chosen in grid
        ]
        return grid[int(np.argmax(scores))]

    best = {name: tuned(dict(settings)) for name, settings in contestants.items()}
    values = {
        name: [measure(dict(settings) | best[name], seed) for seed in range(seeds)]
        for name, settings in contestants.items()
    }
    result = Comparison(pd.DataFrame(values), quantity, best)
    runs.done(result)
    return result


def interval(values: np.ndarray, level: float) -> tuple[float, float, float]:
    """Mean of the values and its two-sided Student interval at 1 - level; n at least 2."""
    stats = require("scipy.stats", extra="course")
    mean, error = float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
    reach = float(stats.t.ppf(1 - level / 2, len(values) - 1)) * error
    return mean, mean - reach, mean + reach


class Counter:
    """Counts runs in one line that the result replaces."""

    def __init__(self, total: int):
        self.total, self.count = total, 0
        self.line = display(Card(_("Comparison"), self._text(), mark="…"), display_id=True)

    def advance(self) -> None:
        self.count += 1
        self._show(Card(_("Comparison"), self._text(), mark="…"))

    def done(self, result: Comparison) -> None:
        self._show(result)

    def _text(self) -> str:
        return _("run {count} of {total}").format(count=self.count, total=self.total)

    def _show(self, shown) -> None:
        if self.line is not None:  # None outside a notebook
            self.line.update(shown)
