"""One recipe, three ways to split: what a leaking test set is worth.

ResNet18 from scratch, 64 px, 20 epochs; only the split differs.
`fishcourse bench splits --data DIR --out DIR` writes splits.csv and splits.png.

>>> table = measure("photos", Path("bench"))
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from helpers import plots
from helpers.config import TrainConfig
from helpers.data.catalog import Progress
from helpers.evaluation.evaluate import evaluate
from helpers.training.fit import fit
from helpers.training.run import Run

# The plain recipe of a first course: light augmentation, no balancing, no validation part to choose by.
RECIPE = TrainConfig(
    model="resnet18",
    weights="none",
    size_px=64,
    epochs=20,
    batch_size=32,
    optimizer="adamw",
    learning_rate=1e-3,
    weight_decay=0.05,
    val_fraction=0.0,
    group_balance=0.0,
    class_balance=False,
    min_area=0.7,
    aspect=0.0,
    rotation_deg=10.0,
    brightness=0.1,
    contrast=0.1,
    saturation=0.1,
    hue=0.0,
    label_smoothing=0.0,
    dropout=0.0,
    tta=False,
)
METHODS = ("folder", "random", "source-group")


def measure(
    data: str,
    out: Path,
    *,
    config: TrainConfig = RECIPE,
    methods: Iterable[str] = METHODS,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Train and test once for each split method; one row a method.

    Columns: split, train_images, test_images, of those copies_in_training and source_seen_in_training (the
    same file, the same source photo), balanced_accuracy, low, high (95 % interval over source groups).
    Runs that `out` already holds are evaluated again, not trained again.
    """
    rows = []
    for method in methods:
        folder = out / method
        finished = (folder / "weights.pt").is_file()
        chosen = replace(config, data=data, split=method)
        run = Run(folder) if finished else fit(chosen, folder, progress=progress)
        found = evaluate(run, progress=progress)
        score = found.metrics.balanced_accuracy
        rows.append(
            {
                "split": method,
                "train_images": int((run.table["split"] == "train").sum()),
                "test_images": found.metrics.images,
                "copies_in_training": found.overlaps["sha256"],
                "source_seen_in_training": found.overlaps["source_group"],
                "balanced_accuracy": score.value,
                "low": score.low,
                "high": score.high,
            }
        )
    table = pd.DataFrame(rows)
    table.to_csv(out / "splits.csv", index=False, float_format="%.4f")
    figure = plots.compare_bars(
        list(table["split"]),
        table["balanced_accuracy"].to_numpy(),
        table["low"].to_numpy(),
        table["high"].to_numpy(),
        unit="balanced accuracy",
    )
    figure.savefig(out / "splits.png", dpi=110)
    return table
