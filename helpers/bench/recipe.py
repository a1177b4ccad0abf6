"""What each part of the default recipe is worth on unseen source photos, failures included.

Every variant is cross-validated over grouped folds and compared with where the search began;
`fishcourse bench recipe --data DIR --out DIR` writes recipe.csv.

>>> table = ablate("photos", Path("bench"))
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.config import TrainConfig
from helpers.data.catalog import Progress
from helpers.errors import InputError
from helpers.evaluation.evaluate import cross_validate
from helpers.evaluation.result import read_predictions

# Where the search began; every variant but the last changes it in one place.
START = {
    "weights": "none", "epochs": 40, "min_area": 0.4, "rotation_deg": 20.0,
    "brightness": 0.3, "contrast": 0.3, "saturation": 0.3, "hue": 0.02,
}  # fmt: skip
STRONGER = {
    "min_area": 0.2, "rotation_deg": 45.0,
    "brightness": 0.4, "contrast": 0.4, "saturation": 0.5, "hue": 0.05,
}  # fmt: skip
VARIANTS: dict[str, dict] = {
    "start": START,
    "stronger augmentation": START | STRONGER,
    "weights from rendered fish": START | {"weights": "rendered"},
    "SGD with momentum": START | {"optimizer": "sgd", "learning_rate": 0.05, "weight_decay": 5e-4},
    "default": {},
}

RESAMPLES = 1000


def ablate(
    data: str, out: Path, *, names: list[str] | None = None, folds: int = 5, progress: Progress | None = None
) -> pd.DataFrame:
    """Cross-validate every variant; one row a variant, in the order of VARIANTS.

    names: some of VARIANTS, beside the first; None: all. Columns: variant, changes, balanced_accuracy, low,
    high (95 % interval over source groups), difference, difference_low, difference_high (to the first variant
    on the same groups, a paired bootstrap). Finished folds that `out` holds are used again.
    Raises InputError for an unknown name.
    """
    unknown = sorted(set(names or ()) - set(VARIANTS))
    if unknown:
        raise InputError(f"unknown variant {unknown[0]!r}: choose from {', '.join(VARIANTS)}")
    rows, reference = [], None
    for name, changes in VARIANTS.items():
        if names and reference is not None and name not in names:
            continue
        config = replace(TrainConfig(data=data), **changes)
        measured = cross_validate(
            config, out / name, folds=folds, progress=progress
        ).metrics.balanced_accuracy
        predictions = read_predictions(out / name)
        reference = predictions if reference is None else reference
        difference = paired_difference(predictions, reference)
        changed = ", ".join(f"{key}={value}" for key, value in changes.items())
        rows.append((name, changed, measured.value, measured.low, measured.high, *difference))
    columns = ["variant", "changes", "balanced_accuracy", "low", "high"]
    columns += ["difference", "difference_low", "difference_high"]
    table = pd.DataFrame(rows, columns=columns)
    table.to_csv(out / "recipe.csv", index=False, float_format="%.3f")
    return table


def paired_difference(
    ours: pd.DataFrame, theirs: pd.DataFrame, *, seed: int = 0
) -> tuple[float, float, float]:
    """Difference in balanced accuracy of two sets of predictions for the same images, with its 95 % interval.

    Both are tables as `result.read_predictions` gives them. Whole source groups are drawn with replacement,
    the same for both, so what makes a group easy or hard for either cancels.
    """
    both = ours.merge(theirs, on=["path", "label", "source_group"], suffixes=("", "_theirs"), validate="1:1")
    columns = ["source_group", "label"]
    right = both.assign(
        count=1.0,
        ours=(both["predicted"] == both["label"]).astype(float),
        theirs=(both["predicted_theirs"] == both["label"]).astype(float),
    )
    sums = right.groupby(columns)[["count", "ours", "theirs"]].sum().unstack(fill_value=0.0)
    draws = np.random.default_rng(seed).multinomial(len(sums), [1 / len(sums)] * len(sums), RESAMPLES)
    weights = np.vstack([np.ones(len(sums)), draws])
    count, hits, hits_theirs = (weights @ sums[part].to_numpy() for part in ("count", "ours", "theirs"))
    with np.errstate(invalid="ignore"):
        differences = np.nanmean((hits - hits_theirs) / count, axis=1)
    low, high = np.percentile(differences[1:], [2.5, 97.5])
    return float(differences[0]), float(low), float(high)
