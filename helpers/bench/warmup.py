"""Warm-up epochs on a frozen backbone: the slides' way beside ours, which computes the features once.

`fishcourse bench warmup --out DIR` writes warmup.csv and warmup.json.

>>> result = measure("photos", model="resnet18", size_px=64, epochs=10, rounds=5)
>>> print(result.table())
"""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from helpers.bench import machine
from helpers.bench.case import Case, empty_cache, prepare
from helpers.bench.clock import Clock, timed
from helpers.bench.slides import slides
from helpers.data.catalog import Progress, track
from helpers.errors import InputError
from helpers.training import fit, probe


@dataclass(frozen=True)
class Warmup:
    """What was measured.

    rounds: one row a round: slides_epoch_s (median of a training), features_s, head_epoch_s (ours), and the
    accuracies slides_accuracy, ours_accuracy at the end. epochs: how many both trained.
    """

    rounds: pd.DataFrame
    epochs: int
    machine: dict[str, Any]

    def summary(self) -> pd.DataFrame:
        """Median, lowest and highest of every quantity and of two ratios; a row each.

        whole: seconds of all the slides' epochs over ours, features included. epoch: the same for one more
        epoch, once the features are there.
        """
        frame = self.rounds.drop(columns="round")
        slides_s, head_s = frame["slides_epoch_s"], frame["head_epoch_s"]
        whole = self.epochs * slides_s / (frame["features_s"] + self.epochs * head_s)
        frame = frame.assign(slides_to_ours_whole=whole, slides_to_ours_epoch=slides_s / head_s)
        table = pd.DataFrame({"median": frame.median(), "low": frame.min(), "high": frame.max()})
        return table.rename_axis("quantity").reset_index()

    def table(self) -> str:
        """The summary as text, with hardware and versions below."""
        text = self.summary().to_string(index=False, float_format="{:.3g}".format)
        return f"{self.epochs} warm-up epochs\n{text}\n\n{machine.line(self.machine)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain values: machine, epochs, summary, rounds."""
        frames = {"summary": self.summary(), "rounds": self.rounds}
        return {"machine": self.machine, "epochs": self.epochs} | {
            name: machine.records(frame) for name, frame in frames.items()
        }


def measure(
    data: str | Path,
    *,
    model: str,
    size_px: int,
    epochs: int = 10,
    rounds: int = 5,
    batch_size: int = 32,
    device: str = "auto",
    progress: Progress | None = None,
) -> Warmup:
    """Train the head alone for `epochs` epochs both ways, in turn, from the same start weights.

    Raises InputError as `train.measure` does.
    """
    if rounds < 1:
        raise InputError(f"rounds is {rounds}: it must be at least 1")
    options = {"model": model, "size_px": size_px, "epochs": epochs, "batch_size": batch_size}
    with empty_cache():
        case = prepare(data, device=device, progress=progress, **options)
        described = machine.describe(case.device)
        rows = [{"round": r} | _round(case, r) for r in track(progress, range(rounds), "warm-up", rounds)]
    return Warmup(pd.DataFrame(rows), epochs, described)


def _round(case: Case, seed: int) -> dict[str, float]:
    with Clock(case) as clock:
        slides(case, seed, clock, frozen=True)
    config = replace(case.config(seed), freeze_epochs=case.epochs)
    data = fit.load_data(config, table=case.table)
    with TemporaryDirectory() as out:
        model, trainer = fit.build(config, data, Path(out))
    features_s, table = timed(case.device, lambda: probe.feature_table(model, data, trainer))
    heads_s, _ = timed(case.device, lambda: probe.train_head(model, *table))
    return {
        "slides_epoch_s": float(np.median(clock.laps_s[1:])),
        "features_s": features_s,
        "head_epoch_s": heads_s / case.epochs,
        "slides_accuracy": clock.accuracies[-1],
        "ours_accuracy": case.accuracy(model.model),
    }
