"""The embedded data set: rendered fish of seven conditions, in the layout of the real one.

Every picture is drawn from signed distances (`fishshape`): no download, and a known truth for class, source
and label noise. Parameters are drawn before the class is known (`fishparams`): only the lesion tells it.

>>> write("data/rendered", render(count=70, size_px=64, seed=0))
"""

import hashlib
import shutil
import uuid
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pandas as pd
import torch
from PIL import Image
from torch import Tensor

from helpers.data import fishdraw, fishparams
from helpers.data.catalog import Progress, track
from helpers.data.fishlesions import LESIONS
from helpers.errors import InputError

CLASSES: tuple[str, ...] = tuple(LESIONS)  # sorted, as the folders of the real data set
JPEG_QUALITY = 92
GROUP_SIZES = (3, 7)  # baked pictures a fish: 5 on average; the real set has 1,750 from about 313 photos


@dataclass(frozen=True)
class Rendered:
    """Pictures and what is known about them, in random order."""

    images: Tensor  # uint8 (N, 3, H, W), on the device that drew them
    labels: Tensor  # int64 (N,), positions in CLASSES, noise included
    true_labels: Tensor  # int64 (N,), the lesion that was drawn
    source_groups: tuple[str, ...]  # the fish each picture shows
    leaky: bool  # whether pictures share fish


@dataclass(frozen=True)
class Recipe:
    """Everything that chance decided, on the CPU: what `render` draws."""

    values: dict[str, Tensor]  # float32 (N, k) each
    bank: Tensor  # noise (6, S, S)
    sources: Tensor  # int64 (N,), of each picture the one that shows its fish unaltered
    labels: Tensor  # int64 (N,)
    true_labels: Tensor  # int64 (N,)


def within(name: str, value: float, low: float, high: float, *, below: bool = False) -> None:
    """Raise InputError unless low <= value <= high (`below`: value < high)."""
    if not (low <= value < high if below else low <= value <= high):
        raise InputError(f"{name} is {value}, expected {low} to {'below ' if below else ''}{high}")


def class_counts(count: int, imbalance: float) -> Tensor:
    """Pictures a class, int64 (7,), at least 1: falls geometrically to 1 - imbalance of the first."""
    share = (1 - imbalance) ** torch.linspace(0, 1, len(CLASSES), dtype=torch.float64)
    wanted = (count - len(CLASSES)) * share / share.sum()
    counts = wanted.floor().long()
    most_short = (wanted - counts).argsort(descending=True, stable=True)
    counts[most_short[: count - len(CLASSES) - int(counts.sum())]] += 1
    return counts + 1


def group_starts(counts: Tensor, generator: torch.Generator) -> Tensor:
    """For pictures sorted by class: the index of the first picture of the same fish, int64 (N,)."""
    starts, index = [], 0
    for total in counts.tolist():
        while total > 0:
            size = min(total, int(torch.randint(GROUP_SIZES[0], GROUP_SIZES[1] + 1, (), generator=generator)))
            starts += [index] * size
            index, total = index + size, total - size
    return torch.tensor(starts)


def noisy(labels: Tensor, share: float, generator: torch.Generator) -> Tensor:
    """Replace `share` of the labels by another class, all others equally likely."""
    chosen = torch.randperm(len(labels), generator=generator)[: round(share * len(labels))]
    step = torch.randint(1, len(CLASSES), (len(chosen),), generator=generator)
    changed = labels.clone()
    changed[chosen] = (labels[chosen] + step) % len(CLASSES)
    return changed


def recipe(
    count: int, seed: int, *, leaky: bool, difficulty: float, imbalance: float, label_noise: float
) -> Recipe:
    """Draw all parameters; arguments as for `render`."""
    within("count", count, len(CLASSES), 10_000_000)
    within("seed", seed, 0, 2**63 - 1)
    within("difficulty", difficulty, 0, 1)
    within("imbalance", imbalance, 0, 1, below=True)
    within("label_noise", label_noise, 0, 1)
    generator = torch.Generator().manual_seed(seed)
    bank = fishparams.noise_bank(generator)
    values = fishparams.sample(count, generator, difficulty)
    views = fishparams.views(count, generator)
    # the classes come last: the fish cannot depend on them
    order = torch.randperm(count, generator=generator)
    counts = class_counts(count, imbalance)
    true_labels = torch.arange(len(CLASSES)).repeat_interleave(counts)[order]
    labels = noisy(true_labels, label_noise, generator)
    starts = group_starts(counts, generator) if leaky else torch.arange(count)
    sources = order.argsort()[starts[order]]
    original = (sources == torch.arange(count))[:, None]  # as taken, before any baked augmentation
    values = {name: value[sources] for name, value in values.items()}
    for name, plain in fishparams.PLAIN_VIEW.items():
        values[name] = torch.where(original, plain, views[name])
    return Recipe(values, bank, sources, labels, true_labels)


def render(
    count: int = 1750,
    size_px: int = 128,
    *,
    seed: int = 0,
    leaky: bool = False,
    difficulty: float = 0.5,
    imbalance: float = 0.0,
    label_noise: float = 0.0,
    device: str | torch.device = "cpu",
    chunk: int = 32,
    progress: Progress | None = None,
) -> Rendered:
    """Render `count` (at least 7) square pictures of `size_px` pixels.

    The same seed gives the same fish whatever the size, the chunk (pictures drawn at once) and the device.
    `leaky` bakes about 5 turned, flipped, cropped and brightened pictures of each fish, as the real data set
    does. `difficulty` (0 to 1) shrinks and fades lesions and adds look-alikes to every class; `imbalance` (0
    to below 1) makes the last class that much rarer than the first; `label_noise` is the share of labels
    replaced by another class; `progress` as in `catalog.read`.
    Raises InputError for a value out of range or a device that is not there.
    """
    within("size_px", size_px, 16, 2048)
    within("chunk", chunk, 1, 4096)
    plan = recipe(
        count, seed, leaky=leaky, difficulty=difficulty, imbalance=imbalance, label_noise=label_noise
    )
    try:
        bank = plan.bank.to(device)
    except (RuntimeError, AssertionError):
        raise InputError(f"device {str(device)!r} is not available: try cpu") from None
    images = torch.empty(count, 3, size_px, size_px, dtype=torch.uint8, device=device)
    starts = range(0, count, chunk)
    for start in track(progress, starts, "render", len(starts)):
        part = slice(start, start + chunk)
        values = {name: value[part].to(device) for name, value in plan.values.items()}
        images[part] = fishdraw.draw(values, plan.true_labels[part].to(device), bank, size_px)
    groups = tuple(f"fish{source:05d}" for source in plan.sources.tolist())
    return Rendered(images, plan.labels.to(device), plan.true_labels.to(device), groups, leaky)


def held_out(labels: Tensor, share: float) -> Tensor:
    """Bool (N,): the first `share` of each class; at least one picture, but never all of them."""
    rows = torch.zeros(len(labels), dtype=torch.bool)
    for label in labels.unique():
        members = (labels == label).nonzero().flatten()
        rows[members[: min(max(round(share * len(members)), 1), len(members) - 1)]] = True
    return rows


def write(
    folder: str | Path, rendered: Rendered, *, test_fraction: float = 0.2, progress: Progress | None = None
) -> Path:
    """Write Train/<class>/*.jpg, Test/<class>/*.jpg and groups.csv (sha256,class,source_group): the folder.

    `test_fraction` (0 to below 1) of each class goes to Test. A leaky set keeps all pictures in Train, and
    its Test holds byte-identical copies of some. Raises InputError where the folder exists and is not empty
    or cannot be written; nothing half-written is ever left there.
    """
    within("test_fraction", test_fraction, 0, 1, below=True)
    target = Path(folder).resolve()
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex}.partial")
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InputError(f"{folder} exists and is not an empty folder: choose a new one")
        partial.mkdir(parents=True)
        write_files(partial, rendered, test_fraction, progress)
        if target.exists():
            target.rmdir()  # it is empty; Windows does not rename onto a folder
        partial.rename(target)
    except OSError as error:
        raise InputError(f"cannot write {folder}: {error.strerror}; choose another folder") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return target


def write_files(root: Path, rendered: Rendered, test_fraction: float, progress: Progress | None) -> None:
    """Write the files of `write` below `root`."""
    images, labels = rendered.images.cpu(), rendered.labels.cpu()
    tested = held_out(labels, test_fraction) if test_fraction else torch.zeros(len(labels), dtype=torch.bool)
    for split in ("Train", "Test"):
        for name in CLASSES:
            (root / split / name).mkdir(parents=True)
    rows = []
    for index in track(progress, range(len(labels)), "write", len(labels)):
        name = CLASSES[labels[index]]
        buffer = BytesIO()
        picture = Image.fromarray(images[index].permute(1, 2, 0).numpy())
        picture.save(
            buffer, "JPEG", quality=JPEG_QUALITY, subsampling=0
        )  # 0: small red lesions keep their colour
        content = buffer.getvalue()
        if rendered.leaky or not tested[index]:
            (root / "Train" / name / f"fish_{index:05d}.jpg").write_bytes(content)
        if tested[index]:
            (root / "Test" / name / f"fish_{index:05d}.jpg").write_bytes(content)
        rows.append((hashlib.sha256(content).hexdigest(), name, rendered.source_groups[index]))
    table = pd.DataFrame(rows, columns=["sha256", "class", "source_group"])
    table.to_csv(root / "groups.csv", index=False, lineterminator="\n")
