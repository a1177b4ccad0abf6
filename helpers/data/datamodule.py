"""FishDiseaseDataModule: a split table and its cached pixels become batches, made on the device.

It receives a split, it never splits. One batch is one index into a resident uint8 tensor and one augmentation
of the whole batch; nothing in it waits for the device. A set too large for the device stays memory-mapped on
disk, and a thread reads the next batch while the device works.

>>> data = FishDiseaseDataModule(table, pixels, classes, config)
>>> images, labels, targets = next(iter(data.train_dataloader()))
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

import lightning as L
import numpy as np
import pandas as pd
import torch
import torch.nn.functional as F
from torch import Tensor

from helpers.config import TrainConfig
from helpers.data import augment
from helpers.data.augment import Augment
from helpers.errors import InputError

# Cached pixels are this much larger than the network's input, so that a crop does not blur.
CACHE_SCALE = 4 / 3
# Images in an evaluation batch; no gradients are kept, so it may be large.
EVAL_BATCH = 256
# What images that are augmented together take, on a device that is asked rather than computing.
AUGMENTED_BYTES = 2**26
# Share of the device's free memory that a resident data set may take.
RESIDENT_SHARE = 0.5


def cache_px(size_px: int) -> int:
    """Side in pixels at which photos are cached for a network input of size_px."""
    return round(size_px * CACHE_SCALE)


class Pixels:
    """uint8 images (N, 3, H, W), resident on the device or streamed from a memory map."""

    def __init__(self, array: np.ndarray, device: torch.device, resident: bool):
        self.device = device
        self.resident = torch.from_numpy(np.array(array)).to(device) if resident else None
        self.array = array

    def batches(self, rows: Tensor, batch_size: int) -> Iterator[Tensor]:
        """The images of `rows` (int64, on the CPU), batch by batch, on the device."""
        if self.resident is not None:
            for chunk in rows.to(self.device).split(batch_size):
                yield self.resident[chunk]
            return
        with ThreadPoolExecutor(max_workers=1) as reader:
            ahead = None
            for chunk in rows.split(batch_size):
                ahead, ready = reader.submit(self._read, chunk.numpy()), ahead
                if ready is not None:
                    yield ready.result().to(self.device, non_blocking=True)
            if ahead is not None:
                yield ahead.result().to(self.device, non_blocking=True)

    def _read(self, rows: np.ndarray) -> Tensor:
        # In the order of the file, so the disk is read forward.
        order = np.argsort(rows, kind="stable")
        images = np.empty((len(rows), *self.array.shape[1:]), dtype=np.uint8)
        images[order] = self.array[rows[order]]
        batch = torch.from_numpy(images)
        return batch.pin_memory() if self.device.type == "cuda" else batch


@dataclass
class Loader:
    """An iterable over (images, labels, targets) that Lightning takes as a dataloader.

    With several processes each makes its own slice of every global batch of batch_size * world images; the
    random numbers are drawn for the whole, so any number of processes sees the same global batches.
    """

    pixels: Pixels
    rows: Tensor  # rows of `pixels`, int64 (N,)
    labels: Tensor  # int64 (N,)
    num_classes: int
    size_px: int
    batch_size: int
    rank: int = 0
    world: int = 1
    sampling: Tensor | None = None  # weights (N,) of the draw with replacement; None: each image once
    transform: Augment | None = None  # None: evaluation, in order, every image
    mixup: float = 0.0
    seed: int = 0
    epoch: int = 0

    def __len__(self) -> int:
        if self.transform is None:
            return -(-len(self.rows[self.rank :: self.world]) // self.batch_size)
        # Whole global batches only: batch statistics of a remainder of one image would be no statistics.
        return len(self.rows) // (self.batch_size * self.world)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        if self.transform is None:
            yield from self._evaluation()
        else:
            yield from self._training(torch.Generator().manual_seed(self.seed * 1_000_003 + self.epoch))

    def _evaluation(self) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        mine = torch.arange(len(self.rows))[self.rank :: self.world]
        labels, targets = self._answers(mine)
        batches = self.pixels.batches(self.rows[mine], self.batch_size)
        parts = (labels.split(self.batch_size), targets.split(self.batch_size))
        for images, *answers in zip(batches, *parts, strict=True):
            yield augment.resize(images, size_px=self.size_px), *answers

    def _training(self, generator: torch.Generator) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        # The numbers of the whole epoch are drawn and moved to the device at once, not batch by batch.
        count = len(self) * self.batch_size * self.world
        if self.sampling is None:
            order = torch.randperm(len(self.rows), generator=generator)[:count]
        else:
            order = torch.multinomial(self.sampling, count, replacement=True, generator=generator)
        mine = torch.arange(count).view(-1, self.world, self.batch_size)[:, self.rank].flatten()
        params = self.transform.sample_params(count, generator).pick(mine).to(self.pixels.device)
        labels, targets = self._answers(order[mine])
        together = self._together()
        parts = (params.pick(slice(i, i + together)) for i in range(0, len(mine), together))
        chunks = zip(self.pixels.batches(self.rows[order[mine]], together), parts, strict=True)
        augmented = (augment.apply(images, part, size_px=self.size_px) for images, part in chunks)
        batches = chain.from_iterable(images.split(self.batch_size) for images in augmented)
        answers = zip(labels.split(self.batch_size), targets.split(self.batch_size), strict=True)
        for images, (y, mixed) in zip(batches, answers, strict=True):
            if self.mixup:
                images, mixed = augment.mixup(images, mixed, self.mixup, generator)
            yield images, y, mixed

    def _together(self) -> int:
        """Images that are augmented at once: several batches where launching the work is what takes long."""
        if self.pixels.device.type != "cuda":
            return self.batch_size
        return max(1, AUGMENTED_BYTES // (4 * 3 * self.size_px**2) // self.batch_size) * self.batch_size

    def _answers(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        labels = self.labels[rows].to(self.pixels.device, non_blocking=True)
        return labels, F.one_hot(labels, self.num_classes).float()


def sampling_weights(table: pd.DataFrame, *, group_balance: float, class_balance: bool) -> Tensor | None:
    """Weights (N,) float64 of the draw of training images; None where every image weighs the same.

    An image of a source group with n images weighs n ** -group_balance: 0 leaves images alike, 1 makes
    source groups alike. class_balance then scales every class to the same total.
    """
    if not group_balance and not class_balance:
        return None
    size = table.groupby("source_group")["path"].transform("size").where(table["source_group"] != "", 1)
    weights = size.astype(float) ** -group_balance
    if class_balance:
        weights = weights / weights.groupby(table["label"]).transform("sum")
    return torch.tensor(weights.to_numpy())


class FishDiseaseDataModule(L.LightningDataModule):
    """Batches of a split table (columns path, label, source_group, split) over its decoded pixels.

    table and pixels (uint8, (N, 3, H, W)) correspond row by row; classes is the sorted class list.
    Raises InputError where nothing is left to train on.
    """

    def __init__(
        self, table: pd.DataFrame, pixels: np.ndarray, classes: tuple[str, ...], config: TrainConfig
    ):
        super().__init__()
        self.table, self.array, self.classes, self.config = table, pixels, tuple(classes), config
        self.pixels: Pixels | None = None
        count = int((table["split"] == "train").sum())
        if count < config.devices * config.num_nodes:
            raise InputError(
                f"the split has {count} training images for {config.devices * config.num_nodes} devices"
            )

    def train_dataloader(self) -> Loader:
        config, table = self.config, self._part("train")
        return self._loader(
            "train",
            batch_size=min(config.batch_size, len(table) // self._world()),
            sampling=sampling_weights(
                table, group_balance=config.group_balance, class_balance=config.class_balance
            ),
            transform=Augment(
                min_area=config.min_area,
                aspect=config.aspect,
                rotation_deg=config.rotation_deg,
                flip=config.flip,
                flip_vertical=config.flip_vertical,
                brightness=config.brightness,
                contrast=config.contrast,
                saturation=config.saturation,
                hue=config.hue,
            ),
            mixup=config.mixup,
            # Lightning rebuilds the loader every epoch, so each gets its own numbers.
            epoch=self.trainer.current_epoch if self.trainer else 0,
        )

    def val_dataloader(self) -> Loader | list:
        return self._loader("val", batch_size=EVAL_BATCH) if len(self._part("val")) else []

    def test_dataloader(self) -> Loader:
        return self._loader("test", batch_size=EVAL_BATCH)

    def frozen_dataloader(self, device: torch.device) -> Loader:
        """The training images once, in order and without augmentation, on `device`."""
        return self._loader("train", device=device, batch_size=EVAL_BATCH)

    def steps_per_epoch(self, processes: int) -> int:
        """Optimizer steps of one epoch when `processes` share the work."""
        count = len(self._part("train"))
        return count // (min(self.config.batch_size, count // processes) * processes)

    def _part(self, part: str) -> pd.DataFrame:
        return self.table[self.table["split"] == part]

    def _world(self) -> int:
        return self.trainer.world_size if self.trainer else 1

    def _loader(self, part: str, *, device: torch.device | None = None, **options) -> Loader:
        if device is None:
            device = self.trainer.strategy.root_device if self.trainer else torch.device("cpu")
        if self.pixels is None or self.pixels.device != device:
            self.pixels = Pixels(self.array, device, self._fits(device))
        rows = np.flatnonzero(self.table["split"] == part)
        position = {name: i for i, name in enumerate(self.classes)}
        return Loader(
            pixels=self.pixels,
            rows=torch.from_numpy(rows),
            labels=torch.tensor([position[label] for label in self.table["label"].iloc[rows]]),
            num_classes=len(self.classes),
            size_px=self.config.size_px,
            rank=self.trainer.global_rank if self.trainer else 0,
            world=self._world(),
            seed=self.config.seed,
            **options,
        )

    def _fits(self, device: torch.device) -> bool:
        if self.config.resident != "auto":
            return self.config.resident == "always"
        if device.type == "cuda":
            free, _ = torch.cuda.mem_get_info(device)
        else:
            free = 4 * 2**30  # laptops have at least 8 GiB, and the system wants its half
        return self.array.nbytes <= RESIDENT_SHARE * free
