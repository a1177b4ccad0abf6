"""What an evaluation found: numbers, how they were made, how the split flatters them; and its files.

    metrics.json  predictions.csv   (of other parts than the test part: metrics-val.json and so on)

>>> print(read(Path("runs/first")).table())
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from statistics import stdev
from typing import Any

import pandas as pd

from helpers.errors import InputError
from helpers.evaluation.metrics import Metrics


@dataclass(frozen=True)
class Evaluation:
    """The metrics of one part of a split, how they were made, and what is wrong with them.

    overlaps: how many of the part's images share their path, bytes or source photo with images that the model
    had seen. unknown_sources: images of the split whose source photo is not known. folds: the balanced
    accuracy of each fold of a cross-validation, else empty.
    """

    part: str
    split: str
    checkpoint: str
    tta: bool
    overlaps: dict[str, int]
    unknown_sources: int
    metrics: Metrics
    folds: tuple[float, ...] = ()

    @property
    def leaks(self) -> tuple[str, ...]:
        """One sentence for each way in which the split flatters the model; empty for an honest one."""
        of = f"of {self.metrics.images} {self.part} images"
        same, related = self.overlaps["sha256"], self.overlaps["source_group"]
        found = []
        if same:
            found.append(f"{same} {of} are also in the training images")
        if related > same:
            found.append(f"{related} {of} show a source photo that is also in the training images")
        if self.unknown_sources:
            found.append(
                f"the source photos of {self.unknown_sources} images are unknown: "
                "near copies may be on both sides of the split"
            )
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {
            "part": self.part,
            "split": self.split,
            "checkpoint": self.checkpoint,
            "tta": self.tta,
            "overlaps": self.overlaps,
            "unknown_sources": self.unknown_sources,
            "leaks": list(self.leaks),
            "metrics": self.metrics.to_dict(),
            "folds": list(self.folds),
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Evaluation":
        """The inverse of `to_dict`."""
        kept = {key: value for key, value in values.items() if key != "leaks"}
        kept |= {"metrics": Metrics.from_dict(values["metrics"]), "folds": tuple(values["folds"])}
        return cls(**kept)

    def table(self) -> str:
        """Readable plain text."""
        averaged = ", mean of image and mirror image" if self.tta else ""
        made = f"split {self.split}, checkpoint {self.checkpoint}{averaged}"
        lines = [f"{self.metrics.images} {self.part} images, {made}", "", self.metrics.table()]
        if self.folds:
            each = "  ".join(f"{100 * value:.1f}" for value in self.folds)
            lines += ["", f"balanced accuracy of each fold in %: {each}  (sd {100 * stdev(self.folds):.1f})"]
        if self.leaks:
            lines += ["", *(f"LEAK: {leak}" for leak in self.leaks)]
        return "\n".join(lines)


def file_of(folder: Path, part: str, name: str) -> Path:
    """Where a part's metrics.json or predictions.csv lies: the test part has the plain names."""
    stem, _, suffix = name.partition(".")
    return Path(folder) / (name if part == "test" else f"{stem}-{part}.{suffix}")


def write(folder: Path, result: Evaluation, predictions: pd.DataFrame) -> None:
    """Write metrics.json and predictions.csv; each is whole or not there."""
    write_whole(
        file_of(folder, result.part, "predictions.csv"), predictions.to_csv(index=False, lineterminator="\n")
    )
    # Last: where there are metrics, there are the predictions that they measure.
    text = json.dumps(result.to_dict(), indent=2, ensure_ascii=False, allow_nan=False)
    write_whole(file_of(folder, result.part, "metrics.json"), text + "\n")


def read(folder: Path, part: str = "test") -> Evaluation:
    """The evaluation that `write` wrote; raises InputError where there is none."""
    file = file_of(folder, part, "metrics.json")
    try:
        return Evaluation.from_dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{file} cannot be read as an evaluation ({error}): evaluate the run first"
        ) from None


def read_predictions(folder: Path, part: str = "test") -> pd.DataFrame:
    """The predictions that `write` wrote, one row an image.

    Columns path, label, predicted, confidence, source_group ("" where unknown), one p(<class>) a class and,
    after a cross-validation, fold. Raises InputError where there are none.
    """
    file = file_of(folder, part, "predictions.csv")
    text = dict.fromkeys(("path", "label", "predicted", "source_group"), "str")
    try:
        return pd.read_csv(file, dtype=text, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise InputError(f"{file} cannot be read ({error}): evaluate the run first") from None


def write_whole(file: Path, text: str) -> None:
    """Write a UTF-8 text file that is whole or not there: beside, then renamed."""
    partial = file.with_name(f"{file.name}.{os.getpid()}.partial")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
