"""What the contestants of a race have in common: photos, network, recipe, and the images that test them.

The recipe is the slides': plain SGD at a constant rate, cross-entropy, a light random crop and a flip; so
equal epochs mean equal work, and accuracies can be compared.

>>> case = prepare("photos", model="resnet18", size_px=64, epochs=3, batch_size=32, device="cpu")
>>> case.network(seed=0)
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import torch
from torch import Tensor, nn

from helpers.config import TrainConfig
from helpers.data import cache, dataset, synthetic
from helpers.data.catalog import Progress
from helpers.errors import InputError
from helpers.training import fit, models
from helpers.training.run import classes_of

# Slide A's rate for plain SGD.
LEARNING_RATE = 0.1
# As the slides' pipeline crops: images are made 70/64 of the input size, and the input is cut out of them.
CROP_SCALE = 70 / 64
FLIP = 0.5
# Test images are seen after every epoch; an accuracy over 500 of them is sure to 2 points.
TEST_IMAGES = 500
# Channel statistics of ImageNet, as LightningModel has them.
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
DEVICES = ("auto", "cpu", "cuda")
PRECISIONS = {"32-true": torch.float32, "bf16-mixed": torch.bfloat16, "16-mixed": torch.float16}


@dataclass(frozen=True)
class Case:
    """One race: every contestant trains this network on the training rows of `table` for so many epochs."""

    root: Path
    table: pd.DataFrame  # a split: columns path, label, sha256, source_group, split
    model: str
    size_px: int
    epochs: int
    batch_size: int
    device: torch.device

    @property
    def classes(self) -> tuple[str, ...]:
        """The class list, sorted."""
        return classes_of(self.table)

    def rows(self, part: str) -> pd.DataFrame:
        """The rows of "train" or "test"."""
        return self.table[self.table["split"] == part]

    def labels(self, part: str) -> Tensor:
        """Labels (N,) int64 of the rows of a part."""
        position = {name: i for i, name in enumerate(self.classes)}
        return torch.tensor([position[label] for label in self.rows(part)["label"]])

    def config(self, seed: int) -> TrainConfig:
        """The recipe as `fishcourse train` takes it; all that is not recipe keeps its default."""
        return TrainConfig(
            data=str(self.root),
            model=self.model,
            weights="none",
            size_px=self.size_px,
            epochs=self.epochs,
            batch_size=self.batch_size,
            optimizer="sgd",
            learning_rate=LEARNING_RATE,
            momentum=0.0,
            weight_decay=0.0,
            schedule="constant",
            warmup=0.0,
            label_smoothing=0.0,
            val_fraction=0.0,
            group_balance=0.0,
            class_balance=False,
            min_area=CROP_SCALE**-2,
            aspect=0.0,
            rotation_deg=0.0,
            flip=FLIP,
            brightness=0.0,
            contrast=0.0,
            saturation=0.0,
            hue=0.0,
            seed=seed,
            accelerator=self.device.type,
        )

    def network(self, seed: int) -> nn.Module:
        """The network on the device, with the start weights of `seed`: the same for every contestant."""
        torch.manual_seed(seed)
        network = models.build(self.model, num_classes=len(self.classes), size_px=self.size_px)
        return network.to(self.device)

    @property
    def precision(self) -> torch.dtype:
        """What `fishcourse train` computes in on this device."""
        return PRECISIONS[fit.precision(self.config(0))]

    def autocast(self) -> torch.autocast:
        """The context of a forward pass in that precision."""
        enabled = self.precision != torch.float32
        return torch.autocast(self.device.type, self.precision if enabled else None, enabled)

    @cached_property
    def _test(self) -> tuple[Tensor, Tensor]:
        rows = np.linspace(0, len(self.rows("test")) - 1, min(TEST_IMAGES, len(self.rows("test"))))
        rows = rows.astype(int)
        pixels = cache.decode(self.root, self.rows("test").iloc[rows], size_px=self.size_px)
        return normalized(torch.from_numpy(np.array(pixels))), self.labels("test")[torch.from_numpy(rows)]

    @torch.inference_mode()
    def accuracy(self, network: nn.Module) -> float:
        """Share of test images that the network (normalized images to logits) gets right."""
        images, labels = self._test
        network.eval()
        hits = [
            network(x.to(self.device)).argmax(1).cpu() == y
            for x, y in zip(images.split(256), labels.split(256), strict=True)
        ]
        network.train()
        return torch.cat(hits).float().mean().item()


def normalized(images: Tensor) -> Tensor:
    """uint8 images (N, 3, H, W) as float32 with the channel statistics that networks expect."""
    mean, std = (torch.tensor(values, device=images.device)[:, None, None] for values in (MEAN, STD))
    return (images / 255 - mean) / std


def prepare(
    data: str | Path,
    *,
    model: str,
    size_px: int,
    epochs: int,
    batch_size: int,
    device: str = "auto",
    progress: Progress | None = None,
) -> Case:
    """Split the photos in `data`, no source photo on both sides.

    epochs: at least 2, for the first one is a warm-up. device: auto takes CUDA where it is.
    Raises InputError for a value out of range, a device that is not there or a folder that cannot be split.
    """
    if epochs < 2:
        raise InputError(f"epochs is {epochs}: it must be at least 2, for the first one warms up")
    config = TrainConfig(data=str(data), val_fraction=0.0, size_px=size_px, batch_size=batch_size)
    models.build(model, num_classes=2, size_px=size_px)  # an unknown name must show before the work
    table = dataset.split_table(Path(data), config, progress=progress)
    return Case(Path(data), table, model, size_px, epochs, batch_size, chosen_device(device))


def chosen_device(name: str) -> torch.device:
    """The torch device of "auto", "cpu" or "cuda"; raises InputError for others and for a missing CUDA."""
    if name not in DEVICES:
        raise InputError(f"unknown device {name!r}: choose from {', '.join(DEVICES)}")
    if name == "cuda" and not torch.cuda.is_available():
        raise InputError("device 'cuda' is not available: try cpu")
    return torch.device("cuda" if name != "cpu" and torch.cuda.is_available() else "cpu")


def photos(data: str, out: Path, *, count: int, photo_px: int, progress: Progress | None = None) -> Path:
    """The folder of a bench: `data`, or where that is empty `count` fish rendered into `out` once."""
    if data:
        return Path(data)
    folder = out / f"photos-{count}-{photo_px}px"
    if not folder.exists():
        synthetic.write(folder, synthetic.render(count, photo_px, progress=progress), progress=progress)
    return folder


@contextmanager
def empty_cache() -> Iterator[None]:
    """Nothing is decoded or matched yet: caches lie in a temporary folder until the block ends."""
    before = os.environ.get("FISHCOURSE_CACHE")
    with TemporaryDirectory(prefix="fishcourse-") as folder:
        os.environ["FISHCOURSE_CACHE"] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ["FISHCOURSE_CACHE"]
            else:
                os.environ["FISHCOURSE_CACHE"] = before
