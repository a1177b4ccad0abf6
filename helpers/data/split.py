"""A table of images becomes a split: which image trains, validates, tests, and which is left out and why.

Four methods, from the most to the least flattering on a data set whose images are copies of few photos:
`folder` (as published), `random` and `stratified` (over distinct files), `source-group` (no source photo on
both sides, the default). Every method deals its units into `folds` equal parts and tests on part `fold`, so
k-fold cross-validation is the same call with fold = 0 .. folds - 1.

>>> table = make_split(catalog.images, method="source-group", folds=5, fold=0, val_fraction=0.1, seed=0)
"""

from pathlib import Path

import numpy as np
import pandas as pd

from helpers.errors import InputError, choose

PARTS = ("train", "val", "test")


def make_split(
    images: pd.DataFrame,
    *,
    method: str = "source-group",
    folds: int = 5,
    fold: int = 0,
    val_fraction: float = 0.1,
    seed: int = 0,
) -> pd.DataFrame:
    """Return `images` with two more columns: `split` (train, val, test, out) and `reason` (why out, or "").

    images: the table of a Catalog; `source_group` must be filled for method "source-group".
    folds >= 2 and 0 <= fold < folds; val_fraction in [0, 0.5] is the share of what is not test.
    An image whose bytes occur under two labels is always left out; all methods but `folder` keep one copy of
    each file. Raises InputError for an unknown method, a number out of range, or too few units for `folds`.
    """
    units = choose("split", method, UNITS)
    if folds < 2 or not 0 <= fold < folds:
        raise InputError(f"fold {fold} of {folds}: folds must be at least 2 and fold in 0 .. folds - 1")
    if not 0 <= val_fraction <= 0.5:
        raise InputError(f"val_fraction is {val_fraction}: it must lie in [0, 0.5]")
    table = images.reset_index(drop=True).assign(split="", reason="")
    labels_of_bytes = table.groupby("sha256")["label"].transform("nunique")
    _leave_out(table, labels_of_bytes > 1, "the same file stands under two labels")
    if method != "folder":
        _leave_out(table, (table["split"] == "") & table.duplicated("sha256"), "copy of another file")
    kept = table.index[table["split"] == ""]
    if method == "folder":
        table.loc[kept, "split"] = _published(table.loc[kept])
    else:
        dealt = _deal(*units(table.loc[kept]), folds=folds, fold=fold, seed=seed)
        table.loc[kept, "split"] = np.where(dealt, "test", "train")
    train = table.index[table["split"] == "train"]
    if val_fraction > 0:
        parts = max(2, round(1 / val_fraction))
        # Another seed, or the validation part would follow the borders of the test folds.
        dealt = _deal(*units(table.loc[train]), folds=parts, fold=0, seed=seed + 1, every_class=False)
        table.loc[train[dealt], "split"] = "val"
    return table


def overlaps(table: pd.DataFrame) -> dict[str, int]:
    """Count test images that share something with the training or validation images.

    Returns {"path": n, "sha256": n, "source_group": n}; all zero is an honest test set as far as is known.
    Images of unknown source ("") count for no group.
    """
    test = table["split"] == "test"
    seen = table["split"].isin(["train", "val"])
    counts = {}
    for column in ("path", "sha256", "source_group"):
        known = set(table.loc[seen, column]) - {""}
        counts[column] = int(table.loc[test, column].isin(known).sum())
    return counts


def write(table: pd.DataFrame, file: Path) -> None:
    """Write the split as CSV (UTF-8)."""
    table.to_csv(file, index=False)


def read(file: Path) -> pd.DataFrame:
    """Read a split that `write` wrote; raises InputError where it is not one."""
    try:
        table = pd.read_csv(file, dtype={"source_group": str}, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise InputError(f"{file} cannot be read as a split: {error}") from None
    missing = {"path", "label", "sha256", "source_group", "split"} - set(table.columns)
    if missing:
        raise InputError(f"{file} is not a split: it has no column {', '.join(sorted(missing))}")
    return table


def _leave_out(table: pd.DataFrame, rows: pd.Series, reason: str) -> None:
    table.loc[rows, "split"] = "out"
    table.loc[rows, "reason"] = reason


def _published(table: pd.DataFrame) -> np.ndarray:
    names = table["folder"].str.lower()
    if not (names == "train").any() or not (names == "test").any():
        raise InputError('split "folder" needs a Train and a Test folder; choose another split for this data')
    return names.where(names.isin(PARTS), "out").to_numpy()


def _files(table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    return table["path"], pd.Series("", table.index)


def _files_by_class(table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    return table["path"], table["label"]


def _source_groups(table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    if (table["source_group"] == "").any():
        raise InputError('split "source-group" needs the source group of every image; audit the data first')
    # A group under several labels (near copies labelled differently) stays whole, under its commonest label.
    commonest = table.groupby("source_group")["label"].agg(lambda labels: labels.mode().iloc[0])
    return table["source_group"], table["source_group"].map(commonest)


# What each method deals: the unit of every row, and the class by which units are spread evenly.
UNITS = {
    "folder": _files_by_class,
    "random": _files,
    "stratified": _files_by_class,
    "source-group": _source_groups,
}


def _deal(
    units: pd.Series, classes: pd.Series, *, folds: int, fold: int, seed: int, every_class: bool = True
) -> np.ndarray:
    """Deal whole units to folds, class by class, the largest first, each to the emptiest fold.

    Returns bool (N,): which rows lie in `fold`.
    every_class: each fold must get a unit of each class; else a class may have too few, and one with a single
    unit is not dealt at all, so that the rest keeps it.
    """
    sizes = pd.DataFrame({"unit": units, "class": classes}).groupby(["class", "unit"], sort=True).size()
    few = sizes.groupby(level="class").size()
    if every_class and (few < folds).any():
        name, count = few.idxmin(), few.min()
        raise InputError(
            f"{name or 'the data'} has {count} source{'s' if count != 1 else ''}, "
            f"{folds} folds need at least {folds}: use fewer folds or add photos"
        )
    generator = np.random.default_rng(seed)
    total = np.zeros(folds)
    tested: set[str] = set()
    for _, of_class in sizes.groupby(level="class"):
        if not every_class and len(of_class) == 1:
            continue
        shuffled = of_class.sample(frac=1, random_state=generator)
        here = np.zeros(folds)
        for (_, unit), size in shuffled.sort_values(ascending=False, kind="stable").items():
            # Ties, frequent at the start of each class, go to the fold that is emptiest over all classes.
            target = min(range(folds), key=lambda k: (here[k], total[k]))
            here[target] += size
            total[target] += size
            if target == fold:
                tested.add(unit)
    return units.isin(tested).to_numpy()
