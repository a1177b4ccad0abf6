"""Evaluate a run on images that it has not seen, or cross-validate a configuration.

>>> print(evaluate(Run("runs/first")).table())
>>> print(cross_validate(TrainConfig(data="photos"), "runs/folds", folds=5).table())
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.config import TrainConfig
from helpers.data import cache, dataset, split
from helpers.data.catalog import Progress, track
from helpers.data.datamodule import cache_px
from helpers.errors import InputError
from helpers.evaluation import inference, metrics
from helpers.evaluation import result as results
from helpers.evaluation.metrics import Metrics
from helpers.evaluation.result import Evaluation
from helpers.training.fit import fit
from helpers.training.run import Run

# Images that a model was trained on, or chosen by, before it meets those of a part.
SEEN = {"test": ("train", "val"), "val": ("train",), "train": ("train",)}


def evaluate(
    run: Run,
    *,
    which: str | None = None,
    part: str = "test",
    tta: bool | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Measure a run's model on one part of its split; writes metrics.json and predictions.csv beside it.

    which: checkpoint "last", "best" or of an epoch ("012"); None: what the configuration selects.
    part: "test", "val" or "train"; the files of the last two are called metrics-val.json and so on.
    tta: average over the image and its mirror image; None: as the configuration says.
    Raises InputError for a missing checkpoint, an unknown or empty part, and photos that are gone.
    """
    which, tta = which or run.config.select, run.config.tta if tta is None else tta
    if part not in SEEN:
        raise InputError(f"unknown part {part!r}: choose from {', '.join(SEEN)}")
    predictions = _predict(run, which, part, tta, progress)
    table = run.table
    found = Evaluation(
        part=part,
        split=run.config.split,
        checkpoint=which,
        tta=tta,
        overlaps=_overlaps(table, part),
        unknown_sources=int(((table["source_group"] == "") & (table["split"] != "out")).sum()),
        metrics=_measure(predictions, run.classes),
    )
    results.write(run.folder, found, predictions)
    return found


def evaluated(run: Run, *, progress: Progress | None = None) -> Evaluation:
    """The stored evaluation of the test part, or a new one where there is none or its checkpoint is newer."""
    file = results.file_of(run.folder, "test", "metrics.json")
    if file.is_file():
        stored = results.read(run.folder)
        if file.stat().st_mtime >= run.checkpoint(stored.checkpoint).stat().st_mtime:
            return stored
    return evaluate(run, progress=progress)


def cross_validate(
    config: TrainConfig, out: str | Path, *, folds: int = 5, progress: Progress | None = None
) -> Evaluation:
    """Train once a fold and pool the answers: each image is tested once, by a model that never saw its group.

    Fold k is the run `out`/fold<k>, trained for all its epochs, without validation images. A finished fold of
    the same configuration and photos is used again, an interrupted one resumed. Writes metrics.json and
    predictions.csv (with the fold of each image) into `out`; intervals are over the groups of all folds.
    Raises InputError, before anything is written, for too few source groups, a split or schedule that does
    not fit, and an `out` that holds other runs.
    """
    out = Path(out)
    first = replace(config, fold=0, folds=folds, val_fraction=0.0, select="last", early_stopping=0)
    if config.split == "folder":
        raise InputError("split folder has one test part only: choose source-group, stratified or random")
    if config.schedule == "plateau":
        raise InputError("schedule plateau needs validation images, which folds lack: choose another")
    configs = [replace(first, fold=k) for k in range(folds)]
    folders = [out / f"fold{k}" for k in range(folds)]
    table = dataset.split_table(dataset.folder(first, progress=progress), first, progress=progress)
    tables = [_deal_again(table, fold) for fold in configs]
    for fold in zip(folders, configs, tables, strict=True):
        _require_same(*fold)

    found, parts = [], []
    for k in track(progress, range(folds), "cross-validation", folds):
        run = _finished(folders[k], configs[k], tables[k], progress)
        found.append(evaluate(run, progress=progress))
        parts.append(results.read_predictions(run.folder).assign(fold=k))
    predictions = pd.concat(parts).sort_values("path", ignore_index=True)
    pooled = replace(
        found[0],
        overlaps={key: sum(one.overlaps[key] for one in found) for key in found[0].overlaps},
        metrics=_measure(predictions, found[0].metrics.classes),
        folds=tuple(one.metrics.balanced_accuracy.value for one in found),
    )
    results.write(out, pooled, predictions)
    return pooled


def _predict(run: Run, which: str, part: str, tta: bool, progress: Progress | None) -> pd.DataFrame:
    """One row an image of the part, as `result.read_predictions` describes it."""
    rows = np.flatnonzero(run.table["split"] == part)
    if not len(rows):
        raise InputError(f"{run.folder} has no {part} images to evaluate: choose another part")
    model = run.load_model(which)
    root = dataset.folder(run.config, progress=progress)
    # The pixels of the whole table: they were cached for the training.
    pixels = cache.decode(root, run.table, size_px=cache_px(run.config.size_px), progress=progress)
    p = inference.probabilities([model], pixels[rows], tta=tta).numpy()
    images = run.table.iloc[rows].reset_index(drop=True)
    table = images[["path", "label"]].assign(
        predicted=[run.classes[k] for k in p.argmax(axis=1)],
        confidence=p.max(axis=1),
        source_group=images["source_group"],
    )
    return pd.concat([table, pd.DataFrame(p, columns=_columns(run.classes))], axis=1)


def _columns(classes: tuple[str, ...]) -> list[str]:
    # In brackets, so that a class called "label" hides nothing.
    return [f"p({name})" for name in classes]


def _measure(predictions: pd.DataFrame, classes: tuple[str, ...]) -> Metrics:
    return metrics.measure(
        predictions[_columns(classes)].to_numpy(),
        np.array([classes.index(label) for label in predictions["label"]]),
        predictions["source_group"].tolist(),
        classes=classes,
    )


def _overlaps(table: pd.DataFrame, part: str) -> dict[str, int]:
    asked, seen = table["split"] == part, table["split"].isin(SEEN[part])
    return split.overlaps(pd.concat([table[asked].assign(split="test"), table[seen].assign(split="train")]))


def _deal_again(table: pd.DataFrame, config: TrainConfig) -> pd.DataFrame:
    """The split of another fold; its columns replace those of the split that `table` holds."""
    return split.make_split(
        table,
        method=config.split,
        folds=config.folds,
        fold=config.fold,
        val_fraction=config.val_fraction,
        seed=config.seed,
    )


def _require_same(folder: Path, config: TrainConfig, table: pd.DataFrame) -> None:
    """Raise InputError where `folder` holds a run of another configuration or of other photos."""
    if not (folder / "config.yaml").is_file():
        return
    run, columns = Run(folder), ["path", "sha256", "split"]
    if run.config != config:
        raise InputError(f"{folder} holds a run of another configuration: choose another folder")
    if run.table[columns].to_numpy().tolist() != table[columns].to_numpy().tolist():
        raise InputError(f"{folder} holds a run on other photos: choose another folder")


def _finished(folder: Path, config: TrainConfig, table: pd.DataFrame, progress: Progress | None) -> Run:
    """The run of a fold: as it is, resumed, or new."""
    if (folder / "weights.pt").is_file():  # what a run writes last
        return Run(folder)
    started = (folder / "config.yaml").is_file()
    return fit(config, folder, resume=started, table=table, progress=progress)
