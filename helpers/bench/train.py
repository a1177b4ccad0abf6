"""How fast is training: the slides' pipeline, a well-tuned ordinary one, ours, and a bare loop, side by side.

All contestants train the same network on the same photos, in turn, in one process; every round starts anew
with another seed, and rates are compared within a round.
`fishcourse bench train --out DIR` writes train.csv, train.json and a picture for every network and size.

>>> result = measure("photos", models=["resnet18"], sizes_px=[64], epochs=3, rounds=5)
>>> print(result.table())
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.bench import machine
from helpers.bench.case import Case, empty_cache, prepare
from helpers.bench.clock import Clock, cores
from helpers.bench.contestants import NAMES, contestants
from helpers.bench.slides import slides
from helpers.bench.throughput import Throughput
from helpers.data import cache
from helpers.data.catalog import Progress, track
from helpers.data.datamodule import cache_px
from helpers.errors import InputError

# Batches of the short trainings that choose the number of workers.
TRIAL_BATCHES = 8
# Who asks for that number.
READERS = {"slides with workers", "torchvision-style"}


def measure(
    data: str | Path,
    *,
    models: Sequence[str],
    sizes_px: Sequence[int],
    epochs: int,
    rounds: int,
    batch_size: int = 32,
    device: str = "auto",
    workers: int = 0,
    target: float = 0.5,
    names: Sequence[str] = NAMES,
    progress: Progress | None = None,
) -> Throughput:
    """Train on the photos in `data`, for every network and size, with every contestant of `names`.

    epochs: of every training, the first a warm-up that counts for no rate; at least 2. rounds: at least 1,
    5 for a figure that others are to believe. workers: of the contestants that read files; 0: try which count
    is best here. Raises InputError for a value out of range, an unknown name or a device that is not there.
    """
    for name, value, least in (("rounds", rounds, 1), ("workers", workers, 0), ("batch_size", batch_size, 1)):
        if value < least:
            raise InputError(f"{name} is {value}: it must be at least {least}")
    contestants(workers, names)  # an unknown name must show before the work
    if "ours" not in names or len(set(names)) < 2:
        raise InputError("the contestants must be ours and at least one other")
    with empty_cache():
        options = {"epochs": epochs, "batch_size": batch_size, "device": device, "progress": progress}
        cases = [prepare(data, model=m, size_px=px, **options) for m in models for px in sizes_px]
        described = machine.describe(cases[0].device)
        facts, rows = [], []
        for case in cases:
            facts.append(_facts(case, workers, names, progress))
            rows += _rounds(case, rounds, target, facts[-1], names, progress)
    return Throughput(pd.DataFrame(rows), pd.DataFrame(facts), target, described)


def best_workers(case: Case) -> int:
    """The number of DataLoader workers with which the slides' pipeline is fastest on a few batches."""
    train, test = case.rows("train"), case.rows("test")
    few = pd.concat(
        [train.sample(min(len(train), TRIAL_BATCHES * case.batch_size), random_state=0), test.head(8)]
    )
    trial = replace(case, table=few, epochs=2)
    rates = {}
    count = 1
    while count <= cores():
        with Clock(trial) as clock:
            slides(trial, 0, clock, workers=count)
        rates[count] = clock.images_per_s
        count *= 2
    return max(rates, key=rates.get)


def _facts(case: Case, workers: int, names: Sequence[str], progress: Progress | None) -> dict[str, Any]:
    """What is true of a case whoever trains it; decodes the photos, as our first training would."""
    started = time.perf_counter()
    cache.decode(case.root, case.table, size_px=cache_px(case.size_px), progress=progress)
    decode_s = time.perf_counter() - started
    flop = machine.training_flops(case.network(0), case.size_px)
    flops = machine.matmul_flops(case.device, case.precision)
    return {
        "model": case.model,
        "size_px": case.size_px,
        "images": len(case.rows("train")),
        "epochs": case.epochs,
        "batch_size": case.batch_size,
        "workers": workers or (best_workers(case) if READERS & set(names) else None),
        "precision": str(case.precision).removeprefix("torch."),
        "decode_s": decode_s,
        "gflop_per_image": flop / 1e9,
        "matmul_gflops": flops / 1e9,
        "limit_images_per_s": flops / flop,
    }


def _rounds(
    case: Case,
    rounds: int,
    target: float,
    facts: dict[str, Any],
    names: Sequence[str],
    progress: Progress | None,
) -> list[dict[str, Any]]:
    runs = contestants(facts["workers"], names)
    busy_s = {}
    if case.device.type == "cuda":
        for name, run in runs.items():
            with Clock(replace(case, epochs=2), busy=True) as clock:
                run(clock.case, 0, clock)
            busy_s[name] = clock.device_s / clock.images[1]
    # Nobody is always first, when the processor is cool, or always after the same rival.
    turns = [(r, names[(i + r) % len(names)]) for r in range(rounds) for i in range(len(names))]
    rows = []
    for r, name in track(progress, turns, f"{case.model} {case.size_px} px", len(turns)):
        with Clock(case) as clock:
            runs[name](case, r, clock)
        seconds = clock.seconds_to(target)
        if name == "ours" and seconds is not None:
            seconds += facts["decode_s"]
        idle = 1 - busy_s[name] * clock.images_per_s if busy_s else clock.cpu_idle_share
        rows.append(
            {
                "model": case.model,
                "size_px": case.size_px,
                "round": r,
                "contestant": name,
                "images_per_s": clock.images_per_s,
                "epoch_s": float(np.median(clock.laps_s[1:])),
                "to_accuracy_s": seconds,
                "accuracy": clock.accuracies[-1],
                "peak_mib": clock.peak_mib,
                "idle_share": idle,
            }
        )
    return sorted(rows, key=lambda row: (row["round"], names.index(row["contestant"])))
