"""Decode every photo once: files become one uint8 array (N, 3, H, W), kept on disk under the files' hashes.

An epoch then reads memory instead of JPEGs. The array is memory-mapped, so a set larger than the memory
still streams from disk; a set that fits is moved to the device whole by the DataModule.

>>> pixels = decode(root, table, size_px=96)
"""

import hashlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

from helpers.data.catalog import Progress, track
from helpers.data.photo import open_rgb

# Part of every cache key: raise it when the pixels that `decode` makes change.
VERSION = 1


def cache_folder() -> Path:
    """The folder of all caches: $FISHCOURSE_CACHE, or `fishcourse` in the platform's cache folder."""
    chosen = os.environ.get("FISHCOURSE_CACHE")
    if chosen:
        folder = Path(chosen)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "fishcourse"
    elif sys.platform == "darwin":
        folder = Path.home() / "Library/Caches/fishcourse"
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "fishcourse"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def decode(root: Path, images: pd.DataFrame, *, size_px: int, progress: Progress | None = None) -> np.ndarray:
    """Decode the rows of `images` into a read-only uint8 array (N, 3, size_px, size_px), row by row.

    images: the table of a Catalog or a split (columns path, sha256); paths are relative to `root`. Photos are
    squeezed to a square: fish fill most photos, and a centre crop would cut heads and tails.
    The array is memory-mapped from the cache folder; a half-written cache is never picked up.
    """
    key = hashlib.sha256(f"{VERSION} {size_px}\n".encode())
    for digest in images["sha256"]:
        key.update(digest.encode())
    file = cache_folder() / "pixels" / f"{key.hexdigest()[:32]}.npy"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        _write(file, [Path(root) / path for path in images["path"]], size_px, progress)
    return np.load(file, mmap_mode="r")


def to_square(image: Image.Image, size_px: int) -> np.ndarray:
    """An RGB image as uint8 (3, size_px, size_px), antialiased (Lanczos)."""
    return np.asarray(image.resize((size_px, size_px), Image.Resampling.LANCZOS)).transpose(2, 0, 1)


def _write(file: Path, paths: list[Path], size_px: int, progress: Progress | None) -> None:
    # The process id keeps two runs that decode the same photos at the same time apart.
    partial = file.with_suffix(f".{os.getpid()}.partial")
    array = np.lib.format.open_memmap(
        partial, mode="w+", dtype=np.uint8, shape=(len(paths), 3, size_px, size_px)
    )

    def one(path: Path) -> np.ndarray:
        return to_square(open_rgb(path), size_px)

    try:
        # Threads are enough: Pillow decodes and resizes without holding the interpreter's lock.
        with ThreadPoolExecutor() as pool:
            decoded = pool.map(one, paths)
            for i, pixels in enumerate(track(progress, decoded, "decoding", len(paths))):
                array[i] = pixels
        array.flush()
        del array
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
