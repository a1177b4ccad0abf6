"""Leakage: the same bytes under two labels, and which images were made from one photo.

Source groups come from the folder's own groups.csv, then from the table of the public data set that ships
with this package (groups.csv beside this file, found by sha256), then from matching the pixels.

>>> with_source_groups(catalog.read("photos")).images["source_group"].nunique()
"""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pandas as pd

from helpers.data.cache import cache_folder
from helpers.data.catalog import Catalog, Progress, read_groups
from helpers.data.matching import METHOD_VERSION, match_photos
from helpers.errors import InputError

PUBLISHED_GROUPS = Path(__file__).with_name("groups.csv")
TABLES = ("auto", "none")


def label_conflicts(images: pd.DataFrame) -> pd.DataFrame:
    """Rows of a catalog's images whose bytes occur under two labels, copies side by side."""
    labels = images.groupby("sha256")["label"].transform("nunique")
    return images[labels > 1].sort_values(["sha256", "path"])


def with_source_groups(catalog: Catalog, *, table: str = "auto", progress: Progress | None = None) -> Catalog:
    """Fill `source_group` of every image: a new catalog in which no group is "".

    table: "auto" takes known groups first (the folder's groups.csv, then the published table) and matches
    photos only where an image is left without one, which then joins the known group that it matches; "none"
    believes the pixels alone. Matching is done once: its result is kept in the cache folder.
    Raises InputError for another `table`, and where OpenCV is needed and missing.
    """
    if table not in TABLES:
        raise InputError(f"table is {table!r}: choose from {', '.join(TABLES)}")
    images = catalog.images
    if table == "none":
        return replace(catalog, images=images.assign(source_group=_matched(catalog, progress)))
    known_groups = read_groups(PUBLISHED_GROUPS)
    published = images["sha256"].map(lambda sha256: known_groups.get(sha256, ""))
    groups = images["source_group"].where(images["source_group"] != "", published)
    known = groups != ""
    if not known.all():
        own = _matched(catalog, progress)
        adopted = groups[known].groupby(own[known]).agg(lambda names: names.mode().iloc[0])
        groups = groups.where(known, own.map(lambda name: adopted.get(name, name)))
    return replace(catalog, images=images.assign(source_group=groups.astype("str")))


def _matched(catalog: Catalog, progress: Progress | None) -> pd.Series:
    """`match_photos`, read from the cache folder where the same set of files was matched before."""
    sha256 = catalog.images["sha256"]
    key = hashlib.sha256(f"{METHOD_VERSION} {sorted(set(sha256))}".encode()).hexdigest()
    file = cache_folder() / "groups" / f"{key[:32]}.csv"
    if file.exists():
        return sha256.map(read_groups(file))
    groups = match_photos(catalog, progress)
    file.parent.mkdir(exist_ok=True)
    # Renamed when complete, so that a killed run leaves no half table; the process id keeps two runs apart.
    partial = file.with_suffix(f".{os.getpid()}.partial")
    pd.DataFrame({"sha256": sha256, "source_group": groups}).to_csv(partial, index=False)
    partial.replace(file)
    return groups
