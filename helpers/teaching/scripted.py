"""A Lightning training whose validation curve is written in advance: what do the callbacks make of it?

The one weight grows by 1 an epoch, so it tells how many epochs the weights in a checkpoint have trained.

>>> stop = EarlyStopping("val_loss", patience=2)
>>> follow([3.0, 2.0, 2.5, 2.6, 1.0], stop)
4
"""

from collections.abc import Sequence
from pathlib import Path

import lightning as L
import torch
from lightning.pytorch.callbacks import Callback, ModelCheckpoint
from torch import Tensor
from torch.utils.data import DataLoader

from helpers.teaching.quiet import quiet
from helpers.training.checkpoint import read_data


class Scripted(L.LightningModule):
    """Logs `curve` under `name`, one value an epoch; its weight is the number of epochs trained."""

    def __init__(self, curve: Sequence[float], name: str):
        super().__init__()
        self.curve, self.name = list(curve), name
        self.epochs = torch.nn.Parameter(torch.zeros(()))

    def training_step(self, batch: Tensor, batch_idx: int) -> Tensor:
        return -self.epochs  # its gradient is -1: one step at rate 1 adds 1

    def validation_step(self, batch: Tensor, batch_idx: int) -> None:
        self.log(self.name, self.curve[self.current_epoch], batch_size=1)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.SGD(self.parameters(), lr=1.0)


def follow(curve: Sequence[float], *callbacks: Callback, name: str = "val_loss", check_every: int = 1) -> int:
    """Train along the curve and return the number of epochs trained: fewer than len(curve) if one stops it.

    name: under which the values are logged; check_every: epochs from one validation to the next (the curve
    has a value for every epoch all the same).
    """
    with quiet():
        trainer = L.Trainer(
            max_epochs=len(curve),
            callbacks=list(callbacks),
            check_val_every_n_epoch=check_every,
            accelerator="cpu",
            logger=False,
            # Else Lightning adds a checkpoint of its own, in the working folder.
            enable_checkpointing=any(isinstance(callback, ModelCheckpoint) for callback in callbacks),
            enable_progress_bar=False,
            enable_model_summary=False,
            num_sanity_val_steps=0,
        )
        batches = DataLoader([torch.zeros(1)])
        trainer.fit(Scripted(curve, name), batches, batches)
    return trainer.current_epoch


def trained(file: str | Path) -> int:
    """How many epochs the weights in a checkpoint of `follow` have trained."""
    return round(read_data(Path(file))["state_dict"]["epochs"].item())
