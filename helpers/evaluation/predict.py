"""New photos become diagnoses: the likeliest classes with their probabilities, or "not sure" and why.

A photo goes through the very decoding of the training images. Several runs are averaged; a file that is no
usable image gets its line and does not stop the rest.

>>> predictions = Predictor([Run("runs/first")]).files(["photos", "more/*.jpg"])
>>> print(predictions.table())
"""

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from PIL import Image
from torch import Tensor

from helpers.data import cache, photo
from helpers.data.catalog import SYSTEM_FILES, Progress, track
from helpers.data.datamodule import cache_px
from helpers.errors import InputError
from helpers.evaluation import reject
from helpers.evaluation.inference import BATCH_SIZE, probabilities, shared_classes, usable
from helpers.training.run import Run

NOT_SURE = "not sure"

Squares = dict[int, np.ndarray]  # side in pixels -> one decoded photo, uint8 (3, side, side)


@dataclass(frozen=True)
class Predictions:
    """What was said about some photos; all of it plain values that JSON can hold.

    rows: one dict a photo with `path`; `answer` (a class, or "not sure"); `sure` (True, False, or None where
    the runs have no reject option); `reason` (why not sure, else ""); `top`, a list of {"label",
    "probability"}, the likeliest first.
    failed: one dict {"path", "reason"} for each file that is no usable image and each name without a file.
    note: why there is no reject option, else "".
    """

    rows: list[dict[str, Any]]
    failed: list[dict[str, str]]
    note: str

    def to_dict(self) -> dict[str, Any]:
        """The same as one dict."""
        return {"rows": self.rows, "failed": self.failed, "note": self.note}

    def table(self) -> str:
        """A table for people, one line a photo, then the files that failed and the note."""
        lines = []
        if self.rows:
            lines.append(pd.DataFrame([_line(row) for row in self.rows]).to_string(index=False))
        lines += [f"{failed['path']}: {failed['reason']}" for failed in self.failed]
        return "\n".join([*lines, self.note] if self.note else lines)


class Predictor:
    """Trained runs, loaded once, ready to diagnose photos.

    tta: average over each image and its mirror image; None: as each run's configuration says.
    device: where to compute; None: the accelerator where there is one.
    progress: shows the fitting of the reject option, which the first use of a run needs (see `reject`).
    Raises InputError for no run, runs of different classes and checkpoints that cannot be read.
    """

    def __init__(
        self,
        runs: Sequence[Run],
        *,
        tta: bool | None = None,
        device: torch.device | str | None = None,
        progress: Progress | None = None,
    ):
        self.tta, self.device = tta, usable(device)
        self.models = [run.load_model().to(self.device) for run in runs]
        self.classes = shared_classes(self.models)
        self.rejectors: list[reject.Rejector] = []
        self.note = ""
        try:
            self.rejectors = [reject.load(run, device=device, progress=progress) for run in runs]
        except InputError as error:
            self.note = f'No answer is marked "{NOT_SURE}": {error}'

    def images(self, images: Sequence[Image.Image], *, top: int = 3) -> list[dict[str, Any]]:
        """Diagnose RGB images: one row each, as in `Predictions` but without `path`.

        top: how many classes to list, at least 1. Raises InputError for another number.
        """
        return self._rows([self._squares(image) for image in images], top) if images else []

    def files(
        self,
        paths: Sequence[str | Path],
        *,
        top: int = 3,
        strict: bool = False,
        progress: Progress | None = None,
    ) -> Predictions:
        """Diagnose image files, the files below folders, and those that patterns such as photos/*.jpg match.

        strict: raise InputError at the first file that is no usable image, instead of listing it in `failed`.
        Raises InputError where no file is usable.
        """
        found, failed = expand(paths)
        if strict and failed:
            raise InputError(f"{failed[0]['path']}: {failed[0]['reason']}")
        rows: list[dict[str, Any]] = []
        batches = range(0, len(found), BATCH_SIZE)
        with ThreadPoolExecutor() as pool:  # Pillow decodes without holding the interpreter's lock
            for start in track(progress, batches, "photos", len(batches)):
                batch = found[start : start + BATCH_SIZE]
                decoded = list(pool.map(self._decode, batch))
                good = [squares for squares in decoded if not isinstance(squares, str)]
                answers = iter(self._rows(good, top) if good else [])
                for path, squares in zip(batch, decoded, strict=True):
                    if not isinstance(squares, str):
                        rows.append({"path": _printable(path), **next(answers)})
                    elif strict:
                        raise InputError(f"{_printable(path)}: {squares}")
                    else:
                        failed.append({"path": _printable(path), "reason": squares})
        if not rows:
            reason = f"{failed[0]['path']}: {failed[0]['reason']}" if failed else "no path was given"
            raise InputError(
                f"there is no photo to diagnose ({reason}): give image files, folders or patterns"
            )
        return Predictions(rows, failed, self.note)

    def _decode(self, path: Path) -> Squares | str:
        """The photo at each model's size, or the reason why it is none."""
        try:
            return self._squares(photo.decode(photo.contents(path))[0])
        except InputError as error:
            return str(error)

    def _squares(self, image: Image.Image) -> Squares:
        sides = {cache_px(model.config.size_px) for model in self.models}
        return {side: cache.to_square(image, side) for side in sides}

    def _rows(self, photos: list[Squares], top: int) -> list[dict[str, Any]]:
        if top < 1:
            raise InputError(f"top is {top}: it must be at least 1")
        pixels = {side: np.stack([squares[side] for squares in photos]) for side in photos[0]}
        mean = torch.zeros(len(photos), len(self.classes))
        reasons: list[list[str]] = []
        for i, model in enumerate(self.models):
            own = pixels[cache_px(model.config.size_px)]
            tta = model.config.tta if self.tta is None else self.tta
            mean += probabilities([model], own, tta=tta, device=self.device) / len(self.models)
            if self.rejectors:
                reasons.append(self.rejectors[i].reasons(model, own, device=self.device))
        votes = list(zip(*reasons, strict=True)) or [()] * len(photos)
        return [self._row(p, vote, top) for p, vote in zip(mean, votes, strict=True)]

    def _row(self, p: Tensor, vote: tuple[str, ...], top: int) -> dict[str, Any]:
        values, order = p.sort(descending=True)
        ranked = [
            {"label": self.classes[i], "probability": value}
            for i, value in zip(order.tolist(), values.tolist(), strict=True)
        ]
        against = Counter(reason for reason in vote if reason)
        # With several runs, half of them are enough to be not sure.
        unsure = bool(vote) and 2 * against.total() >= len(vote)
        return {
            "answer": NOT_SURE if unsure else ranked[0]["label"],
            "sure": not unsure if vote else None,
            "reason": against.most_common(1)[0][0] if unsure else "",
            "top": ranked[:top],
        }


def expand(paths: Sequence[str | Path]) -> tuple[list[Path], list[dict[str, str]]]:
    """The files that paths, folders and patterns name, each once, in order; and the names without a file.

    Patterns are expanded here because not every shell does. Hidden and system files of folders are left out.
    """
    found: dict[Path, None] = {}
    failed = []
    for path in map(Path, paths):
        files = list(_matches(path))
        if not files:
            reason = "holds no files" if os.path.isdir(path) else "there is no such file, folder or match"
            failed.append({"path": _printable(path), "reason": reason})
        found.update(dict.fromkeys(files))
    return list(found), failed


def _matches(path: Path) -> Iterator[Path]:
    # os.path: where Path.exists raises (no permission, too long a name), the answer here is simply no.
    places = [path] if os.path.exists(path) else map(Path, sorted(glob.glob(str(path), recursive=True)))
    for place in places:
        if not os.path.isdir(place):
            yield place
            continue
        for file in sorted(place.rglob("*")):
            inside = file.relative_to(place)
            hidden = any(part.startswith(".") or part.lower() in SYSTEM_FILES for part in inside.parts)
            if not hidden and not os.path.isdir(file):
                yield file


def _line(row: dict[str, Any]) -> dict[str, str]:
    best, *others = (f"{guess['label']} ({guess['probability']:.0%})" for guess in row["top"])
    answer = f"{NOT_SURE}: {row['reason']}" if row["sure"] is False else best
    rest = others if row["sure"] is not False else [best, *others]
    return {"photo": row["path"], "answer": answer, "then": ", ".join(rest)}


def _printable(path: Path) -> str:
    # A name that is no valid Unicode could be neither printed nor written as UTF-8.
    return str(path).encode("utf-8", "backslashreplace").decode()
