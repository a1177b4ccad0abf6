"""The result of `bench train`: rates, ratios, accuracies, as table, plain values and pictures.

>>> result = Throughput(rounds, cases, target=0.5, machine=describe(device))
>>> print(result.table())
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers import plots
from helpers.bench import machine
from helpers.bench.contestants import NAMES

# What our rate is divided by, where it was measured.
RIVALS = tuple(name for name in NAMES if name != "ours")


@dataclass(frozen=True)
class Throughput:
    """What was measured.

    rounds: one row a training: model, size_px, round, contestant, images_per_s, epoch_s, to_accuracy_s (with
    the one decoding of ours; missing where never reached), accuracy, peak_mib, idle_share.
    cases: one row a network and size: model, size_px, images, epochs, batch_size, workers, precision,
    decode_s, gflop_per_image, matmul_gflops, limit_images_per_s.
    target: the accuracy of to_accuracy_s. machine: hardware and versions.
    """

    rounds: pd.DataFrame
    cases: pd.DataFrame
    target: float
    machine: dict[str, Any]

    def summary(self) -> pd.DataFrame:
        """One row a contestant: medians over the rounds, extremes of the rate, mean and spread of accuracy.

        of_limit is the rate over what the measured matrix product would allow.
        """
        groups = self.rounds.groupby(["model", "size_px", "contestant"], sort=False)
        rates, found = groups["images_per_s"], groups["accuracy"]
        table = pd.DataFrame(
            {
                "images_per_s": rates.median(),
                "low": rates.min(),
                "high": rates.max(),
                "epoch_s": groups["epoch_s"].median(),
                # A round that never got there counts as the longest.
                "to_accuracy_s": groups["to_accuracy_s"].agg(lambda seconds: seconds.fillna(np.inf).median()),
                "peak_mib": groups["peak_mib"].median(),
                "idle_share": groups["idle_share"].median(),
                "accuracy": found.mean(),
                "accuracy_sd": found.std(ddof=1),
            }
        )
        table["to_accuracy_s"] = table["to_accuracy_s"].replace(np.inf, np.nan)
        limit = self.cases.set_index(["model", "size_px"])["limit_images_per_s"]
        table = table.reset_index()
        table["of_limit"] = (
            table["images_per_s"]
            / limit.loc[pd.MultiIndex.from_frame(table[["model", "size_px"]])].to_numpy()
        )
        return table

    def ratios(self) -> pd.DataFrame:
        """Our rate over that of each rival in the same round; a row a case and rival.

        Columns: model, size_px, rival, ours_over_rival (median), low, high.
        """
        rates = self.rounds.pivot(
            index=["model", "size_px", "round"], columns="contestant", values="images_per_s"
        )
        parts = []
        for rival in (name for name in RIVALS if name in rates):
            by_case = (rates["ours"] / rates[rival]).groupby(["model", "size_px"])
            found = by_case.agg(["median", "min", "max"]).set_axis(["ours_over_rival", "low", "high"], axis=1)
            parts.append(found.reset_index().assign(rival=rival))
        table = self.cases[["model", "size_px"]].merge(pd.concat(parts), on=["model", "size_px"])
        return table[["model", "size_px", "rival", "ours_over_rival", "low", "high"]]

    def table(self) -> str:
        """Both tables as text, with hardware and versions below."""
        parts = [f"{frame.to_string(index=False, na_rep='', float_format='{:.3g}'.format)}"
                 for frame in (self.summary(), self.ratios(), self.cases)]  # fmt: skip
        parts.append(f"to_accuracy_s: seconds of training to an accuracy of {self.target:g}")
        parts.append(
            ", ".join(f"{name} {value}" for name, value in self.machine.items() if value is not None)
        )
        return "\n\n".join(parts)

    def to_dict(self) -> dict[str, Any]:
        """Plain values: machine, target, cases, summary, ratios, rounds."""
        frames = {
            "cases": self.cases,
            "summary": self.summary(),
            "ratios": self.ratios(),
            "rounds": self.rounds,
        }
        return {"machine": self.machine, "target": self.target} | {
            name: machine.records(frame) for name, frame in frames.items()
        }

    def figures(self) -> dict[str, Figure]:
        """A picture of the rates for every network and size, by file name without its ending."""
        found = {}
        for (model, size_px), part in self.summary().groupby(["model", "size_px"], sort=False):
            names, columns = list(part["contestant"]), ("images_per_s", "low", "high")
            values, lows, highs = (part[column].to_numpy() for column in columns)
            title = f"{model}, {size_px} px, {self.machine['device']}"
            found[f"train-{model}-{size_px}px"] = plots.compare_bars(
                names, values, lows, highs, unit="training images per second", title=title
            )
        return found
