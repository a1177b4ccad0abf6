"""Download of the public data set, checked file by file against the table that ships with this package.

Source: kaggle.com, "Freshwater Fish Disease Aquaculture in south asia". Its photos come from various
websites: who wants them fetches them, and they are never shipped.

>>> root = fetch()
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from helpers.data.cache import cache_folder
from helpers.data.catalog import Progress, read_groups, track
from helpers.data.leakage import PUBLISHED_GROUPS
from helpers.data.photo import one_line
from helpers.errors import InputError, require

HANDLE = "subirbiswas19/freshwater-fish-disease-aquaculture-in-south-asia"
PAGE = f"https://www.kaggle.com/datasets/{HANDLE}"
REFUSED = (401, 403)  # HTTP status codes of a host that wants to know who asks


@dataclass(frozen=True)
class Check:
    """A copy of the data set against the published table: counts of distinct images by content."""

    expected: int
    missing: int
    unknown: int

    @property
    def complete(self) -> bool:
        """Whether every image of the table is there; further files do no harm."""
        return not self.missing


def fetch(destination: str | Path | None = None, *, progress: Progress | None = None) -> Path:
    """Download the public data set into `destination` (default: the cache folder); returns the root of Train.

    A complete copy is returned at once, without network; an interrupted download is resumed; a damaged copy
    is replaced. Raises InputError that says what to do where kagglehub is missing, the host cannot be reached
    or refuses, or what came is incomplete.
    """
    destination = Path(destination) if destination else cache_folder() / "fish-disease"
    if destination.is_file():
        raise InputError(f"{destination} is a file: give a folder to download to")
    roots = list(_roots(destination))
    for root in roots:
        if check(root, progress=progress).complete:
            return root
    kagglehub = require("kagglehub", extra="fetch")
    by_hand = f"download {PAGE} in a browser, unzip it into {destination} and run this again"
    try:
        with _cache_of_kagglehub(destination):
            # What is there failed our check, but kagglehub's own mark may still call it complete.
            downloaded = Path(kagglehub.dataset_download(HANDLE, force_download=bool(roots)))
    except Exception as error:  # requests, zipfile and kagglehub itself: their errors share no better base
        status = getattr(getattr(error, "response", None), "status_code", None)
        todo = "sign in (kaggle.com, Settings, API, Create token)" if status in REFUSED else "go online"
        problem = f"{type(error).__name__}: {one_line(error)}"
        raise InputError(f"the data set could not be downloaded ({problem}): {todo}, or {by_hand}") from error
    checks = {root: check(root, progress=progress) for root in _roots(downloaded)}
    for root, found in checks.items():
        if found.complete:
            return root
    problems = [
        f"{root} lacks {found.missing} of {found.expected} images, and {found.unknown} are unknown"
        for root, found in checks.items()
    ]
    raise InputError(f"incomplete download ({'; '.join(problems) or f'no Train in {downloaded}'}): {by_hand}")


def check(root: Path, *, progress: Progress | None = None) -> Check:
    """Compare the sha256 of the files in ROOT/Train with the published table."""
    expected = set(read_groups(PUBLISHED_GROUPS).index)
    files = [file for file in (root / "Train").rglob("*") if file.is_file() and not file.name.startswith(".")]
    found = {
        hashlib.sha256(file.read_bytes()).hexdigest()
        for file in track(progress, files, "checking files", len(files))
    }
    return Check(expected=len(expected), missing=len(expected - found), unknown=len(found - expected))


def _roots(destination: Path) -> Iterator[Path]:
    """Folders with a Train folder: the archive wraps it in folders of its own."""
    return (train.parent for train in sorted(destination.rglob("Train")) if train.is_dir())


@contextmanager
def _cache_of_kagglehub(folder: Path) -> Iterator[None]:
    """Point kagglehub to `folder` by its environment variable: its `output_dir` cannot resume."""
    before = os.environ.get("KAGGLEHUB_CACHE")
    os.environ["KAGGLEHUB_CACHE"] = str(folder)
    try:
        yield
    finally:
        del os.environ["KAGGLEHUB_CACHE"]
        if before is not None:
            os.environ["KAGGLEHUB_CACHE"] = before
