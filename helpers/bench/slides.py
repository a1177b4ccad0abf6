"""The lecturer's pipeline, as the slides have it, for the measurements of `bench train` and `bench warmup`.

Files are opened with PIL and resized at every access; a DataLoader with its own settings, fp32, NCHW, plain
SGD, and the defaults of Lightning.

>>> slides(case, seed=0, clock=clock)
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import lightning as L
import torch
import torch.nn.functional as F
from lightning.pytorch.callbacks import Callback
from PIL import Image
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset
from torchmetrics.classification import MulticlassAccuracy
from torchvision import transforms

from helpers.bench.case import CROP_SCALE, FLIP, LEARNING_RATE, MEAN, STD, Case
from helpers.bench.clock import Clock
from helpers.training import models


class Photos(Dataset):
    """Files of the training rows, opened with PIL at every access; `transform` makes the tensor."""

    def __init__(self, case: Case, transform: Callable[[Image.Image], Tensor]):
        self.files = [case.root / path for path in case.rows("train")["path"]]
        self.labels = case.labels("train").tolist()
        self.transform = transform

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        return self.transform(Image.open(self.files[index]).convert("RGB")), self.labels[index]


class SlidesModel(L.LightningModule):
    """The slides' module: cross-entropy, plain SGD, the loss and the accuracy of an epoch in the log."""

    def __init__(self, network: nn.Module, classes: int):
        super().__init__()
        self.network = network
        self.accuracy = MulticlassAccuracy(classes, average="micro")

    def training_step(self, batch: tuple[Tensor, Tensor], batch_idx: int) -> Tensor:
        images, labels = batch
        logits = self.network(images)
        loss = F.cross_entropy(logits, labels)
        self.log("train_loss", loss)
        self.accuracy(logits, labels)
        self.log("train_acc", self.accuracy, on_epoch=True, on_step=False)
        return loss

    def configure_optimizers(self) -> torch.optim.Optimizer:
        learned = [p for p in self.network.parameters() if p.requires_grad]
        return torch.optim.SGD(learned, lr=LEARNING_RATE)


class Laps(Callback):
    """Tells the clock of every epoch that Lightning ends."""

    def __init__(self, clock: Clock, network: nn.Module, images: int):
        self.clock, self.network, self.images = clock, network, images

    def on_train_epoch_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        self.clock.lap(self.network, self.images)


def slides(case: Case, seed: int, clock: Clock, *, workers: int = 0, frozen: bool = False) -> None:
    """The lecturer's pipeline; frozen: the backbone gets no gradients (the slides' warm-up)."""
    network = case.network(seed)
    if frozen:
        network.requires_grad_(False)
        models.head(network).requires_grad_(True)
    larger = round(case.size_px * CROP_SCALE)
    transform = transforms.Compose(
        [
            transforms.Resize((larger, larger)),
            transforms.RandomCrop((case.size_px, case.size_px)),
            transforms.RandomHorizontalFlip(FLIP),
            transforms.ToTensor(),
            transforms.Normalize(MEAN, STD),
        ]
    )
    photos = Photos(case, transform)
    loader = DataLoader(photos, batch_size=case.batch_size, shuffle=True, num_workers=workers)
    with TemporaryDirectory() as out, quiet():
        trainer = L.Trainer(
            max_epochs=case.epochs,
            accelerator=case.device.type,
            devices=1,
            default_root_dir=out,
            enable_progress_bar=False,
            enable_model_summary=False,
        )
        # Behind Lightning's own checkpoint, so that a lap holds it.
        trainer.callbacks.append(Laps(clock, network, len(photos)))
        trainer.fit(SlidesModel(network, len(case.classes)), loader)


@contextmanager
def quiet() -> Iterator[None]:
    """Lightning's advice on workers and validation loops is what is being measured, not news."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="lightning")
        yield
