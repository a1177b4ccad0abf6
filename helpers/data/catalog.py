"""Catalog of a folder of photos: one row an image, known by its content and not by its extension.

Every file is hashed and decoded once here, so that nothing crashes in the middle of an epoch later.

>>> read("photos").images[["path", "label", "width_px", "height_px"]]
"""

import hashlib
import os
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from PIL import Image

from helpers.data import photo
from helpers.errors import InputError

Progress = Callable[[Iterable, str, int], Iterable]  # (items, what, how many) -> the items, shown as they go

SPLIT_FOLDERS = {
    "train": "Train",
    "training": "Train",
    "val": "Val",
    "valid": "Val",
    "validation": "Val",
    "test": "Test",
    "testing": "Test",
}
SYSTEM_FILES = {"thumbs.db", "desktop.ini", "__macosx"}  # of Windows and macOS, without a leading dot
NAMED_AT_MOST = 3  # files that an error line names before it counts the rest
WORKERS = min(8, (os.cpu_count() or 1) + 1)  # decoding releases the GIL; one more hides waiting for the disk

COLUMNS = {
    "path": "str",
    "label": "str",
    "folder": "str",
    "format": "str",
    "width_px": "int64",
    "height_px": "int64",
    "size_bytes": "int64",
    "sha256": "str",
    "source_group": "str",
}


@dataclass(frozen=True)
class Catalog:
    """The images below `root` and the files that are none.

    `images`: one row an image, sorted by `path` (relative to `root`, posix), with `label` (class folder),
    `folder` ("Train", "Val", "Test", or "" where class folders lie directly below `root`), `format` (by
    content), `width_px` and `height_px` (as shown, EXIF applied), `size_bytes`, `sha256` and `source_group`
    ("" = not known). `rejected`: `path` and `reason` of every file that is not a usable image.
    """

    root: Path
    images: pd.DataFrame
    rejected: pd.DataFrame

    @property
    def classes(self) -> tuple[str, ...]:
        """Class names in the one order that labels follow: sorted."""
        return tuple(sorted(set(self.images["label"])))


def read(
    root: str | Path, *, strict: bool = False, require_classes: int = 2, progress: Progress | None = None
) -> Catalog:
    """Catalog ROOT/<Train|Val|Test>/<class>/files or ROOT/<class>/files.

    Raises InputError for a missing, empty or imageless folder, fewer classes than `require_classes` (2 to
    train, 1 to audit), a malformed ROOT/groups.csv and, where `strict`, any rejected file.
    """
    root = Path(root)
    if not root.is_dir():
        problem = "is a file" if root.exists() else "does not exist"
        raise InputError(f"{root} {problem}: give a folder that holds one folder of images per class")
    files = list(_placed_files(root))
    with warnings.catch_warnings():  # what Pillow would warn of is in `rejected`, by name
        warnings.filterwarnings("ignore", module="PIL")
        with ThreadPoolExecutor(WORKERS) as pool:
            rows = pool.map(lambda file: _row(root, *file), files)
            rows = list(track(progress, rows, "reading images", len(files)))
    images = pd.DataFrame([row for row in rows if "reason" not in row], columns=list(COLUMNS)).astype(COLUMNS)
    rejected = pd.DataFrame([row for row in rows if "reason" in row], columns=["path", "reason"], dtype="str")
    catalog = Catalog(root, *(table.sort_values("path", ignore_index=True) for table in (images, rejected)))
    if strict and len(rejected):
        raise InputError(f"{root} holds {len(rejected)} unusable files: {_named(catalog.rejected)}")
    _require_images(catalog, require_classes)
    if (root / "groups.csv").exists():
        groups = read_groups(root / "groups.csv")
        catalog.images["source_group"] = catalog.images["sha256"].map(lambda sha256: groups.get(sha256, ""))
    return catalog


def read_groups(path: Path) -> pd.Series:
    """Source groups from a CSV file with the columns `sha256` and `source_group`: a series indexed by sha256.

    Raises InputError where the file is malformed or puts one image into two groups.
    """
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False)
        pairs = table[["sha256", "source_group"]].drop_duplicates()
    except (OSError, ValueError, KeyError) as error:
        problem = photo.one_line(error)
        raise InputError(f"{path}: needs the columns sha256 and source_group ({problem})") from error
    wrong = pairs[~pairs["sha256"].str.fullmatch("[0-9a-f]{64}") | (pairs["source_group"] == "")]
    if len(wrong):
        found = ",".join(wrong.iloc[0])
        raise InputError(f"{path}: a row needs 64 lower-case hex digits and a group, this one has {found!r}")
    twice = pairs.loc[pairs["sha256"].duplicated(), "sha256"]
    if len(twice):
        raise InputError(f"{path}: {twice.iloc[0]} is in two source groups; it can be in one")
    return pairs.set_index("sha256")["source_group"]


def track(progress: Progress | None, items: Iterable, what: str, total: int) -> Iterable:
    """Wrap `items` in the caller's progress bar, if there is one."""
    return progress(items, what, total) if progress else items


def _placed_files(root: Path) -> Iterator[tuple[Path, str, str]]:
    """Yield (file, folder, label); an image outside the class folders has the label ""."""
    top = _folders(root)
    splits = {
        entry: SPLIT_FOLDERS[entry.name.lower()] for entry in top if entry.name.lower() in SPLIT_FOLDERS
    }
    splits = {
        entry: folder for entry, folder in splits.items() if _folders(entry)
    }  # else a class called "test"
    places = [(entry, folder) for split, folder in splits.items() for entry in _folders(split)]
    for class_folder, folder in places or [(entry, "") for entry in top]:
        # macOS may store "é" as two characters: without this, one class could become two.
        label = unicodedata.normalize("NFC", class_folder.name)
        yield from ((file, folder, label) for file in _files(class_folder))
    strays = [entry for above in (root, *splits) for entry in _entries(above) if not os.path.isdir(entry)]
    strays += [file for other in top if splits and other not in splits for file in _files(other)]
    image_suffixes = Image.registered_extensions()
    # A README or groups.csv may lie there; an image without a class is worth a word.
    yield from ((file, "", "") for file in strays if file.suffix.lower() in image_suffixes)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below `folder`, following links, but not a link to a folder that contains it."""
    if folder.resolve() in {above.resolve() for above in folder.parents}:
        return
    for entry in _entries(folder):
        if os.path.isdir(entry):
            yield from _files(entry)
        else:
            yield entry


def _entries(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"{folder} cannot be listed: {error.strerror}; make the folder readable") from error
    return [e for e in entries if not e.name.startswith(".") and e.name.lower() not in SYSTEM_FILES]


def _folders(folder: Path) -> list[Path]:
    return [entry for entry in _entries(folder) if os.path.isdir(entry)]


def _row(root: Path, file: Path, folder: str, label: str) -> dict:
    path = file.relative_to(root).as_posix()
    try:
        path.encode()
    except UnicodeEncodeError:  # could be neither printed nor written to a table
        return {"path": ascii(path), "reason": "the file name is no valid Unicode: rename it"}
    if not label:
        return {"path": path, "reason": "lies outside the class folders"}
    try:
        data = photo.contents(file)
        image, image_format = photo.decode(data)
    except InputError as error:
        return {"path": path, "reason": str(error)}
    return {
        "path": path,
        "label": label,
        "folder": folder,
        "format": image_format,
        "width_px": image.width,
        "height_px": image.height,
        "size_bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "source_group": "",
    }


def _require_images(catalog: Catalog, require_classes: int) -> None:
    root, images, rejected = catalog.root, catalog.images, catalog.rejected
    if images.empty and rejected.empty:
        raise InputError(f"{root} holds no images: expected ROOT/<class>/... or ROOT/Train/<class>/...")
    if images.empty:
        raise InputError(f"{root} holds no usable image: {_named(rejected)}")
    top = _folders(root)
    if len(top) == 1 and any(inner.name.lower() in SPLIT_FOLDERS for inner in _folders(top[0])):
        raise InputError(f"{root} is one level too high: give {top[0]}")
    if len(catalog.classes) < require_classes:
        found = ", ".join(catalog.classes)
        count = len(catalog.classes)
        raise InputError(f"{root} holds {count} class ({found}): at least {require_classes} are needed")


def _named(rejected: pd.DataFrame) -> str:
    first = [f"{row.path} ({row.reason})" for row in rejected.head(NAMED_AT_MOST).itertuples()]
    rest = len(rejected) - len(first)
    return ", ".join(first) + (f" and {rest} more" if rest else "")
