"""What comes before training: render, audit, decode and cache, augment; images a second, and how it grows.

`fishcourse bench data --out DIR` writes data.csv, data.json and data.png.

>>> result = measure([500, 2000], size_px=64)
>>> print(result.table())
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers import plots
from helpers.bench import machine
from helpers.bench.case import chosen_device, empty_cache
from helpers.bench.clock import timed
from helpers.config import TrainConfig
from helpers.data import audit, cache, catalog, leakage, split, synthetic
from helpers.data.catalog import Progress, track
from helpers.data.datamodule import FishDiseaseDataModule, cache_px
from helpers.errors import InputError
from helpers.training.run import classes_of


@dataclass(frozen=True)
class Stages:
    """What was measured.

    rounds: one row a stage, N and round: stage, images, round, seconds. machine: hardware and versions.
    """

    rounds: pd.DataFrame
    machine: dict[str, Any]

    def summary(self) -> pd.DataFrame:
        """One row a stage and N: images, seconds, images_per_s (medians), low, high, growth.

        growth: the power of N with which the seconds grew since the N before; 1: an image costs the same.
        """
        rates = self.rounds.assign(images_per_s=self.rounds["images"] / self.rounds["seconds"])
        groups = rates.groupby(["stage", "images"], sort=False)
        table = groups.agg(
            seconds=("seconds", "median"),
            images_per_s=("images_per_s", "median"),
            low=("images_per_s", "min"),
            high=("images_per_s", "max"),
        ).reset_index()
        logs = np.log(table[["seconds", "images"]]).groupby(table["stage"]).diff()
        return table.assign(growth=logs["seconds"] / logs["images"])

    def table(self) -> str:
        """The summary as text, with hardware and versions below."""
        text = self.summary().to_string(index=False, na_rep="", float_format="{:.3g}".format)
        return f"{text}\n\n{machine.line(self.machine)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain values: machine, summary, rounds."""
        frames = {"summary": self.summary(), "rounds": self.rounds}
        return {"machine": self.machine} | {name: machine.records(frame) for name, frame in frames.items()}

    def figure(self) -> Figure:
        """A bar of images a second for every stage and N."""
        table = self.summary()
        names = [f"{row.stage}, N = {row.images:,}" for row in table.itertuples()]
        values, lows, highs = (table[column].to_numpy() for column in ("images_per_s", "low", "high"))
        return plots.compare_bars(names, values, lows, highs, unit="images per second")


def measure(
    counts: Sequence[int],
    *,
    size_px: int = 64,
    photo_px: int = 128,
    rounds: int = 1,
    device: str = "auto",
    progress: Progress | None = None,
) -> Stages:
    """Time every stage on so many rendered fish of photo_px, for a network input of size_px.

    The stages: render (onto the disk), audit (source groups from the pixels alone), decode (into an empty
    cache), augment resident and augment streamed (an epoch of batches on the device, the pixels kept there or
    read from the memory map). Raises InputError for a value out of range.
    """
    if rounds < 1:
        raise InputError(f"rounds is {rounds}: it must be at least 1")
    chosen = chosen_device(device)
    config = TrainConfig(size_px=size_px, accelerator=chosen.type, val_fraction=0.0)
    jobs = [(count, r) for count in sorted(counts) for r in range(rounds)]
    described = machine.describe(chosen)
    rows = []
    for count, r in track(progress, jobs, "stages", len(jobs)):
        with TemporaryDirectory() as folder, empty_cache():
            for stage, seconds in _run(Path(folder) / "photos", count, photo_px, r, config):
                rows.append({"stage": stage, "images": count, "round": r, "seconds": seconds})
    order = {stage: i for i, stage in enumerate(dict.fromkeys(row["stage"] for row in rows))}
    frame = pd.DataFrame(sorted(rows, key=lambda row: order[row["stage"]]))
    return Stages(frame, described)


def _run(
    root: Path, count: int, photo_px: int, seed: int, config: TrainConfig
) -> Iterable[tuple[str, float]]:
    """Yield (stage, seconds) of all stages, each on what the one before has made."""
    device = chosen_device(config.accelerator)
    seconds, _ = timed(
        device,
        lambda: synthetic.write(
            root, synthetic.render(count, photo_px, seed=seed, leaky=True), test_fraction=0
        ),
    )
    yield "render", seconds

    def audited() -> catalog.Catalog:
        found = leakage.with_source_groups(catalog.read(root), table="none")
        audit.audit(found)
        return found

    seconds, found = timed(device, audited)
    yield "audit", seconds
    table = split.make_split(found.images, method="random", val_fraction=0.0).assign(split="train")
    seconds, pixels = timed(device, lambda: cache.decode(root, table, size_px=cache_px(config.size_px)))
    yield "decode", seconds
    for resident, name in (("always", "augment resident"), ("never", "augment streamed")):
        chosen = replace(config, resident=resident, batch_size=min(config.batch_size, count))
        data = FishDiseaseDataModule(table, pixels, classes_of(table), chosen)
        loader = data.train_dataloader()
        seconds, images = timed(device, lambda loader=loader: sum(len(labels) for _, labels, _ in loader))
        yield name, seconds * count / images  # an epoch leaves out what fills no batch
