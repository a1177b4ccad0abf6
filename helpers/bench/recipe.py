"""What each part of the default recipe is worth on unseen source photos, failures included.

Every variant changes the defaults in one place and is trained with several seeds on one fold;
`fishcourse bench recipe --data DIR --out DIR` writes recipe.csv.

>>> table = ablate("photos", Path("bench"))
"""

import time
from dataclasses import replace
from pathlib import Path

import pandas as pd

from helpers.config import TrainConfig
from helpers.data.catalog import Progress
from helpers.evaluation.evaluate import evaluate
from helpers.training.fit import fit
from helpers.training.run import Run

VARIANTS: dict[str, dict] = {
    "default": {},
    "images alike (no group balance)": {"group_balance": 0.0},
}
SEEDS = (0, 1, 2)


def ablate(
    data: str,
    out: Path,
    *,
    variants: dict[str, dict] | None = None,
    seeds: tuple[int, ...] = SEEDS,
    fold: int = 0,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Train every variant with every seed; one row a variant, the best first.

    Columns: variant, changes, balanced_accuracy (mean over seeds), sd (over seeds), difference (to the first
    variant), seconds (a run). Runs that `out` already holds are evaluated again, not trained again.
    """
    rows = []
    for name, changes in (variants or VARIANTS).items():
        for seed in seeds:
            config = replace(TrainConfig(data=data, val_fraction=0.0, fold=fold, seed=seed), **changes)
            folder = out / name / str(seed)
            started = time.perf_counter()
            finished = (folder / "weights.pt").is_file()
            run = Run(folder) if finished else fit(config, folder, progress=progress)
            value = evaluate(run, progress=progress).balanced_accuracy.value
            changed = ", ".join(f"{key}={setting}" for key, setting in changes.items())
            rows.append((name, changed, value, time.perf_counter() - started))
    runs = pd.DataFrame(rows, columns=["variant", "changes", "value", "seconds"])
    table = runs.groupby(["variant", "changes"], sort=False, as_index=False).agg(
        balanced_accuracy=("value", "mean"), sd=("value", "std"), seconds=("seconds", "median")
    )
    table["difference"] = table["balanced_accuracy"] - table["balanced_accuracy"].iloc[0]
    table = table.sort_values("balanced_accuracy", ascending=False, ignore_index=True)
    table.to_csv(out / "recipe.csv", index=False, float_format="%.3f")
    return table
