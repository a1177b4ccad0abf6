"""The pipelines that are compared: each trains a case to its end and calls `clock.lap` after every epoch.

slides             decodes and resizes all images in every epoch; DataLoader, fp32, NCHW, Lightning's defaults
torchvision-style  the same idea, well tuned: workers, pinned memory, AMP, channels_last, transforms v2
ours               what `fishcourse train` does by default
bare               forward, backward and step on resident batches: what is left when all else is free

>>> ours(case, seed=0, clock=clock)
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision.transforms import v2

from helpers.bench.case import CROP_SCALE, FLIP, LEARNING_RATE, Case, normalized
from helpers.bench.clock import Clock
from helpers.bench.slides import Laps, Photos, quiet, slides
from helpers.data import cache
from helpers.errors import choose
from helpers.training import fit

# The bare loop keeps at most this much on the device, and goes round it.
RESIDENT_BYTES = 2 * 2**30

Contestant = Callable[[Case, int, Clock], None]
NAMES = ("slides", "slides with workers", "torchvision-style", "ours", "bare")


def torchvision_style(case: Case, seed: int, clock: Clock, *, workers: int = 0) -> None:
    """An ordinary loop by someone who knows how, still with files as its data."""
    on_cuda = case.device.type == "cuda"
    network = case.network(seed).to(memory_format=torch.channels_last)
    transform = v2.Compose(
        [
            v2.PILToTensor(),
            v2.RandomResizedCrop(case.size_px, scale=(CROP_SCALE**-2, 1.0), ratio=(1.0, 1.0), antialias=True),
            v2.RandomHorizontalFlip(FLIP),
        ]
    )
    photos = Photos(case, transform)
    loader = DataLoader(
        photos,
        batch_size=case.batch_size,
        shuffle=True,
        drop_last=len(photos) >= case.batch_size,
        num_workers=workers,
        pin_memory=on_cuda,
        persistent_workers=workers > 0,
    )
    step = Step(case, network)
    for _ in range(case.epochs):
        images = 0
        for x, y in loader:
            x, y = x.to(case.device, non_blocking=True), y.to(case.device, non_blocking=True)
            x = normalized(x).contiguous(memory_format=torch.channels_last)
            step(x, y)
            images += len(y)
        clock.lap(network, images)


def ours(case: Case, seed: int, clock: Clock) -> None:
    """The Trainer of `fishcourse train` on the recipe of the case, from the split to the last checkpoint."""
    with TemporaryDirectory() as out, quiet():
        config = case.config(seed)
        data = fit.load_data(config, table=case.table)
        model, trainer = fit.build(config, data, Path(out))
        images = data.steps_per_epoch(1) * min(case.batch_size, len(case.rows("train")))
        trainer.callbacks.append(Laps(clock, model.model, images))
        trainer.fit(model, datamodule=data)


def bare(case: Case, seed: int, clock: Clock) -> None:
    """Resident float32 batches without augmentation, in a fresh order each epoch, and nothing but steps."""
    network = case.network(seed).to(memory_format=torch.channels_last)
    rows = case.rows("train")
    count = min(len(rows), RESIDENT_BYTES // (4 * 3 * case.size_px**2)) // case.batch_size * case.batch_size
    pixels = cache.decode(case.root, rows, size_px=case.size_px)
    order = torch.randperm(len(rows), generator=torch.Generator().manual_seed(seed))[:count]
    images = normalized(torch.from_numpy(np.array(pixels[order.numpy()])).to(case.device))
    batches = images.contiguous(memory_format=torch.channels_last).split(case.batch_size)
    labels = case.labels("train")[order].to(case.device).split(case.batch_size)
    step = Step(case, network)
    steps = len(rows) // case.batch_size
    for _ in range(case.epochs):
        for i in islice(cycle(torch.randperm(len(batches)).tolist()), steps):
            step(batches[i], labels[i])
        clock.lap(network, steps * case.batch_size)


class Step:
    """Forward, backward and step of plain SGD, in the precision that our own training would choose."""

    def __init__(self, case: Case, network: nn.Module):
        self.case, self.network = case, network
        self.optimizer = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE, fused=True)
        # float16 alone needs its loss scaled; else this does nothing.
        scaled = case.precision == torch.float16
        self.scaler = torch.amp.GradScaler(case.device.type, enabled=scaled)

    def __call__(self, images: Tensor, labels: Tensor) -> None:
        with self.case.autocast():
            logits = self.network(images)
        self.scaler.scale(F.cross_entropy(logits.float(), labels)).backward()
        self.scaler.step(self.optimizer)
        self.scaler.update()
        self.optimizer.zero_grad()


def contestants(workers: int, names: Sequence[str] = NAMES) -> dict[str, Contestant]:
    """The contestants of these names; workers: the best count on this machine, for those that read files."""
    known = {
        "slides": slides,
        "slides with workers": partial(slides, workers=workers),
        "torchvision-style": partial(torchvision_style, workers=workers),
        "ours": ours,
        "bare": bare,
    }
    return {name: choose("contestant", name, known) for name in names}
