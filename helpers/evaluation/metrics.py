"""How good a classifier is, with 95 % intervals over source photos.

Images made from one photo succeed or fail together, so they are no independent trials: the bootstrap draws
whole source groups with replacement (cluster bootstrap; Davison and Hinkley 1997, "Bootstrap Methods and
their Application", section 3.8) and reads the interval off the percentiles. Calibration error: Guo et al.
2017, "On Calibration of Modern Neural Networks", arXiv:1706.04599.

>>> print(measure(probabilities, labels, groups, classes=("healthy", "sick")).table())
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from torch import Tensor

from helpers.errors import InputError

# Guo et al. 2017 use 15 bins of equal width.
BINS = 15
# The percentiles of a 95 % interval settle to about a tenth of its width with a thousand draws.
RESAMPLES = 1000
OVERALL = ("accuracy", "balanced_accuracy", "macro_f1", "calibration_error")


@dataclass(frozen=True)
class Estimate:
    """A value and its 95 % interval, all in [0, 1]."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{100 * self.value:5.1f} %  ({100 * self.low:5.1f} to {100 * self.high:5.1f})"


@dataclass(frozen=True)
class Metrics:
    """The metrics of one set of images.

    precision, recall: one Estimate a class, in the order of `classes`; None where undefined. confusion: rows
    are true classes, columns predicted ones, entries are images.
    """

    classes: tuple[str, ...]
    images: int
    source_groups: int
    accuracy: Estimate
    balanced_accuracy: Estimate
    macro_f1: Estimate
    calibration_error: Estimate
    precision: tuple[Estimate | None, ...]
    recall: tuple[Estimate | None, ...]
    confusion: tuple[tuple[int, ...], ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Metrics":
        """The inverse of `to_dict`."""
        return cls(
            classes=tuple(values["classes"]),
            images=values["images"],
            source_groups=values["source_groups"],
            **{name: Estimate(**values[name]) for name in OVERALL},
            precision=tuple(one and Estimate(**one) for one in values["precision"]),
            recall=tuple(one and Estimate(**one) for one in values["recall"]),
            confusion=tuple(map(tuple, values["confusion"])),
        )

    def table(self) -> str:
        """Readable plain text: the metrics, then each class, then the confusion matrix."""
        width = max(len(name) for name in (*self.classes, *OVERALL)) + 2
        lines = [f"{'':{width}}  value   (95 % interval over {self.source_groups} source photos)"]
        lines += [f"{name.replace('_', ' '):{width}}{getattr(self, name)}" for name in OVERALL]
        lines += ["", f"{'class':{width}}images  {'precision':26}recall"]
        for i, name in enumerate(self.classes):
            count = sum(self.confusion[i])
            precision, recall = self.precision[i] or "    –", self.recall[i] or "    –"
            lines.append(f"{name:{width}}{count:6}  {precision!s:26}{recall}")
        lines += ["", "confusion: a row a true class, a column a predicted one, in the same order"]
        cell = max(len(str(count)) for row in self.confusion for count in row) + 2
        for name, row in zip(self.classes, self.confusion, strict=True):
            lines.append(f"{name:{width}}" + "".join(f"{count:{cell}}" for count in row))
        return "\n".join(lines)


def measure(
    probabilities: Tensor | np.ndarray,
    labels: Tensor | np.ndarray,
    source_groups: Sequence[str],
    *,
    classes: Sequence[str],
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Metrics:
    """Measure predictions.

    probabilities: (N, K), rows that sum to 1; labels: int (N,) in 0 .. K - 1; source_groups: (N,), "" where
    unknown, which counts as a source of its own. Predicted is the most probable class.

    Accuracy is the share of correct images; balanced accuracy the mean recall of the classes that have
    images; macro-F1 the mean F1 of the classes that have images or are predicted (as in scikit-learn);
    the calibration error the mean of |accuracy - confidence| over 15 bins of confidence, weighted by their
    images. Precision of a class never predicted and recall of a class without images are None.

    The same formulas measure each resample: a class without images there leaves its balanced accuracy, and
    its macro-F1 too unless predicted; the interval of a class covers the resamples that define it.
    Percentiles have two limits: an interval around a perfect score has no width, and as chance only ever adds
    to a calibration error, its interval lies too high.
    Raises InputError for no images or arguments that do not fit each other.
    """
    p, y = np.asarray(probabilities, dtype=np.float64), np.asarray(labels)
    classes, count = tuple(classes), len(classes)
    if len(y) == 0 or p.shape != (len(y), count) or len(source_groups) != len(y):
        raise InputError(
            f"got probabilities {p.shape}, {len(y)} labels and {len(source_groups)} source groups for "
            f"{count} classes: expected (N, {count}), N and N, with N at least 1"
        )
    if y.min() < 0 or y.max() >= count or not np.isfinite(p).all():
        raise InputError(f"labels must lie in 0 .. {count - 1} and probabilities must be finite")
    groups = _group_numbers(source_groups)
    confusion, bins = _count_tables(p, y, groups)
    sources = len(confusion)
    # The first row of weights is the sample itself, each other one says how often a resample drew a group.
    draws = np.random.default_rng(seed).multinomial(sources, np.full(sources, 1 / sources), size=resamples)
    weights = np.vstack([np.ones((1, sources)), draws])
    scores = _scores(_weighted(weights, confusion), _weighted(weights, bins))
    return Metrics(
        classes=classes,
        images=len(y),
        source_groups=sources,
        **{name: _interval(scores[name]) for name in OVERALL},
        precision=tuple(_interval(column) for column in scores["precision"].T),
        recall=tuple(_interval(column) for column in scores["recall"].T),
        confusion=tuple(map(tuple, confusion.sum(axis=0).astype(int).tolist())),
    )


def calibration_bins(confidence: np.ndarray, correct: np.ndarray) -> pd.DataFrame:
    """The points of a reliability diagram: a row a bin with images.

    confidence: float (N,), the probability of the predicted class; correct: bool (N,). Columns low, high (the
    bin is (low, high]), images, confidence and accuracy (means over the bin's images).
    """
    table = pd.DataFrame({"bin": _bin(confidence), "confidence": confidence, "accuracy": correct})
    bins = table.groupby("bin").agg(
        images=("confidence", "size"), confidence=("confidence", "mean"), accuracy=("accuracy", "mean")
    )
    return bins.assign(low=bins.index / BINS, high=(bins.index + 1) / BINS).reset_index(drop=True)


def _group_numbers(source_groups: Sequence[str]) -> np.ndarray:
    """Source groups as integers (N,), in the order of their names; each unknown one ("") is its own."""
    keys = [(name, 0 if name else i) for i, name in enumerate(source_groups)]
    numbers = {key: number for number, key in enumerate(sorted(set(keys)))}
    return np.array([numbers[key] for key in keys])


def _bin(confidence: np.ndarray) -> np.ndarray:
    return np.clip(np.ceil(np.asarray(confidence) * BINS).astype(int) - 1, 0, BINS - 1)


def _count_tables(p: np.ndarray, y: np.ndarray, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each group: its confusion (G, K, K) and its bins (G, 3, BINS) of images, confidence and correct."""
    predicted, confidence, sources = p.argmax(axis=1), p.max(axis=1), groups.max() + 1
    confusion = np.zeros((sources, p.shape[1], p.shape[1]))
    np.add.at(confusion, (groups, y, predicted), 1)
    bins = np.zeros((sources, 3, BINS))
    for row, amount in enumerate((1.0, confidence, predicted == y)):
        np.add.at(bins, (groups, row, _bin(confidence)), amount)
    return confusion, bins


def _weighted(weights: np.ndarray, tables: np.ndarray) -> np.ndarray:
    """Sums over groups: weights (R, G) and tables (G, ...) to (R, ...)."""
    return (weights @ tables.reshape(len(tables), -1)).reshape(len(weights), *tables.shape[1:])


def _scores(confusion: np.ndarray, bins: np.ndarray) -> dict[str, np.ndarray]:
    """All metrics of R samples: confusion (R, K, K) and bins (R, 3, BINS) to arrays (R,) or (R, K)."""
    right = confusion.diagonal(axis1=1, axis2=2)
    true, predicted = confusion.sum(axis=2), confusion.sum(axis=1)
    images, confidence, correct = bins.transpose(1, 0, 2)
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan, which means undefined
        recall, precision, f1 = right / true, right / predicted, 2 * right / (true + predicted)
    return {
        "accuracy": right.sum(axis=1) / true.sum(axis=1),
        "balanced_accuracy": np.nanmean(recall, axis=1),
        "macro_f1": np.nanmean(f1, axis=1),
        "calibration_error": np.abs(correct - confidence).sum(axis=1) / images.sum(axis=1),
        "precision": precision,
        "recall": recall,
    }


def _interval(scores: np.ndarray) -> Estimate | None:
    """The first score with the percentiles of the others; None where it is nan."""
    if np.isnan(scores[0]):
        return None
    low, high = np.nanpercentile(scores[1:], [2.5, 97.5])
    return Estimate(float(scores[0]), float(low), float(high))
