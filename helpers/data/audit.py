"""Audit of an image folder: what is in it, what is damaged, and what a test score on it would be worth.

>>> print(audit(with_source_groups(catalog.read("photos"))).table())
"""

import io
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd
from PIL import Image, ImageDraw, ImageFont

from helpers.data.catalog import Catalog
from helpers.data.leakage import label_conflicts
from helpers.data.photo import open_rgb
from helpers.errors import InputError

THUMBNAIL_PX = 96
THUMBNAILS_PER_ROW = 12
NAMES_SHOWN = 10  # lines that the table gives to rejected files and to conflicts; the JSON has all


@dataclass(frozen=True)
class Audit:
    """Findings of `audit`: plain numbers, strings, lists and dicts.

    `files`: images per class and folder. `sizes_px`: minimum, median, maximum of width and height.
    `copies_within`: per folder, files whose bytes an earlier file of the folder has already. `copies_across`:
    per pair "A in B", files of folder A whose bytes are in folder B too. `label_conflicts`: sha256, paths and
    labels of bytes under two labels. `groups`: source groups, byte copies counted once, None where nobody
    looked for them; `across_folders` and `across_classes` count the groups with images in two of them.
    """

    root: str
    images: int
    distinct_images: int
    files: dict[str, dict[str, int]]
    formats: dict[str, int]
    sizes_px: dict[str, dict[str, float]]
    size_bytes: int
    rejected: list[dict[str, str]]
    copies_within: dict[str, int]
    copies_across: dict[str, int]
    label_conflicts: list[dict]
    groups: dict | None

    def to_dict(self) -> dict:
        """The findings as a JSON-safe dict."""
        return asdict(self)

    def table(self) -> str:
        """The findings as text to print."""
        files = pd.DataFrame.from_dict(self.files, orient="index")
        files.loc["all"] = files.sum()
        facts = {
            "images": f"{self.images:,} ({self.distinct_images:,} distinct, {self.size_bytes / 1e6:,.1f} MB)",
            "formats": _counts(self.formats),
            **{
                name: "{min:.0f} to {max:.0f} px, median {median:.0f}".format(**sizes)
                for name, sizes in self.sizes_px.items()
            },
            "unusable files": len(self.rejected),
            "copies in a folder": _counts(self.copies_within),
            "copies across": _counts(self.copies_across),
            "label conflicts": len(self.label_conflicts),
            **self._group_facts(),
        }
        width = max(map(len, facts))
        lines = [f"Audit of {self.root}", "", files.to_string(), ""]
        lines += [f"{name:<{width}}  {fact}" for name, fact in facts.items()]
        conflicts = [" = ".join(conflict["paths"]) for conflict in self.label_conflicts]
        lines += _listed("same bytes, two labels", conflicts)
        lines += _listed("unusable", [f"{bad['path']}: {bad['reason']}" for bad in self.rejected])
        return "\n".join(lines)

    def _group_facts(self) -> dict[str, str]:
        if self.groups is None:
            return {"source groups": "not looked for"}
        groups = self.groups
        return {
            "source groups": "{count:,} photos made {images:,} distinct images".format(**groups),
            "largest groups": ", ".join(map(str, groups["largest"])) + " images",
            "single images": f"{groups['singletons']:,} groups",
            "groups across": "{across_folders} in two folders, {across_classes} in two classes".format(
                **groups
            ),
        }


def audit(catalog: Catalog) -> Audit:
    """Count files, formats, sizes, exact copies, label conflicts and near copies of a catalog.

    Near copies need the catalog of `leakage.with_source_groups`; without, `groups` is None.
    """
    images = catalog.images
    by_folder = {folder: set(rows["sha256"]) for folder, rows in images.groupby("folder")}
    sizes = images[["width_px", "height_px"]].agg(["min", "median", "max"]).astype(float)
    conflicts = label_conflicts(images).groupby("sha256")
    return Audit(
        root=str(catalog.root),
        images=len(images),
        distinct_images=images["sha256"].nunique(),
        files=pd.crosstab(images["label"], images["folder"].replace("", "images")).to_dict("index"),
        formats=images["format"].value_counts().to_dict(),
        sizes_px={name.removesuffix("_px"): sizes[name].to_dict() for name in sizes},
        size_bytes=int(images["size_bytes"].sum()),
        rejected=catalog.rejected.to_dict("records"),
        copies_within={
            folder or "images": int(rows["sha256"].duplicated().sum())
            for folder, rows in images.groupby("folder")
        },
        copies_across={
            f"{one} in {other}": int(rows["sha256"].isin(by_folder[other]).sum())
            for one, rows in images.groupby("folder")
            for other in by_folder
            if one != other
        },
        label_conflicts=[
            {"sha256": sha256, "paths": list(rows["path"]), "labels": sorted(set(rows["label"]))}
            for sha256, rows in conflicts
        ],
        groups=_groups(images),
    )


def contact_sheet(catalog: Catalog, file: str | Path, *, groups: int = 12) -> None:
    """Write a picture of the largest source groups, one labelled row each, as PNG or JPEG by the file's name.

    Raises InputError where no source group is known or the file's ending is neither .png nor .jpg.
    """
    file = Path(file)
    if file.suffix.lower() not in {".png", ".jpg", ".jpeg"}:
        raise InputError(f"{file}: a contact sheet is a .png or a .jpg file")
    distinct = catalog.images.drop_duplicates("sha256")
    largest = distinct.loc[distinct["source_group"] != "", "source_group"].value_counts().head(groups)
    if largest.empty:
        raise InputError("no source groups to show: call with_source_groups first")
    from matplotlib import font_manager  # its font has the letters that Pillow's lacks

    font = ImageFont.truetype(font_manager.findfont("DejaVu Sans"), 13)
    row_px = THUMBNAIL_PX + 24
    sheet = Image.new("RGB", (THUMBNAIL_PX * THUMBNAILS_PER_ROW, row_px * len(largest)), "white")
    draw = ImageDraw.Draw(sheet)
    for row, (group, count) in enumerate(largest.items()):
        members = distinct[distinct["source_group"] == group]
        draw.text((4, row * row_px + 4), f"{group}: {count} images, {_counts_of(members)}", "black", font)
        for column, path in enumerate(members["path"].head(THUMBNAILS_PER_ROW)):
            picture = open_rgb(catalog.root / path)
            picture.thumbnail((THUMBNAIL_PX - 4, THUMBNAIL_PX - 4))
            sheet.paste(picture, (column * THUMBNAIL_PX + 2, row * row_px + 22))
    encoded = io.BytesIO()
    sheet.save(encoded, format="PNG" if file.suffix.lower() == ".png" else "JPEG")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(encoded.getvalue())


def _groups(images: pd.DataFrame) -> dict | None:
    grouped = images[images["source_group"] != ""].groupby("source_group")
    if not len(grouped):
        return None
    sizes = grouped["sha256"].nunique().sort_values(ascending=False)
    return {
        "count": len(sizes),
        "images": int(sizes.sum()),
        "median_size": float(sizes.median()),
        "largest": sizes.head(5).tolist(),
        "singletons": int((sizes == 1).sum()),
        "across_folders": int((grouped["folder"].nunique() > 1).sum()),
        "across_classes": int((grouped["label"].nunique() > 1).sum()),
    }


def _counts_of(members: pd.DataFrame) -> str:
    return "; ".join(f"{label}: {count}" for label, count in members["label"].value_counts().items())


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"


def _listed(title: str, lines: list[str]) -> list[str]:
    rest = [f"  and {len(lines) - NAMES_SHOWN} more"] if len(lines) > NAMES_SHOWN else []
    return ["", f"{title}:", *(f"  {line}" for line in lines[:NAMES_SHOWN]), *rest] if lines else []
