"""A run folder: what a training left behind, and the way back to its model.

    config.yaml  split.csv  classes in every checkpoint  metrics.csv (CSVLogger)
    checkpoints/last.ckpt  best.ckpt  NNN.ckpt          metrics.json  report.html (written by the evaluation)

>>> model = Run("runs/first").load_model()
"""

from functools import cached_property
from pathlib import Path

import pandas as pd

from helpers.config import TrainConfig
from helpers.data import split
from helpers.errors import InputError
from helpers.training.checkpoint import read_checkpoint
from helpers.training.module import LightningModel


class Run:
    """A run folder by its path; raises InputError where there is none."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        if not (self.folder / "config.yaml").is_file():
            raise InputError(
                f"{self.folder} is no run folder: it has no config.yaml; fishcourse train makes one"
            )

    @cached_property
    def config(self) -> TrainConfig:
        return TrainConfig.from_file(self.folder / "config.yaml")

    @cached_property
    def table(self) -> pd.DataFrame:
        """The split table of the run."""
        return split.read(self.folder / "split.csv")

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of the run, sorted."""
        return classes_of(self.table)

    def checkpoint(self, which: str) -> Path:
        """The file of checkpoint "last", "best", or of an epoch ("012"); raises InputError where missing."""
        file = self.folder / "checkpoints" / f"{which}.ckpt"
        if not file.is_file():
            found = sorted(f.stem for f in file.parent.glob("*.ckpt"))
            raise InputError(
                f"{self.folder} has no checkpoint {which!r}: it has {', '.join(found) or 'none yet'}"
            )
        return file

    def load_model(self, which: str | None = None) -> LightningModel:
        """The model of a checkpoint (None: the one that the run selects), in eval mode, on the CPU."""
        return load_model(self.checkpoint(which or self.config.select), classes=self.classes)

    def history(self) -> pd.DataFrame:
        """metrics.csv with one row an epoch (columns epoch, train_loss, val_loss, ...)."""
        file = self.folder / "metrics.csv"
        if not file.is_file():
            raise InputError(f"{self.folder} has no metrics.csv: the run did not finish an epoch")
        rows = pd.read_csv(file)
        # Training and validation write their own rows; GroupBy.last takes the value that is there.
        return rows.drop(columns="step").groupby("epoch", as_index=False).last()


def classes_of(table: pd.DataFrame) -> tuple[str, ...]:
    """The sorted class list of a split table: labels never depend on the order of folders."""
    return tuple(sorted(table["label"].unique()))


def load_model(file: Path, *, classes: tuple[str, ...] | None = None) -> LightningModel:
    """Rebuild the model of a checkpoint or weights file, in eval mode, on the CPU.

    classes: where given, the checkpoint must have been trained on the same classes, else InputError.
    """
    content = read_checkpoint(file)
    saved = content["hyper_parameters"]
    if classes is not None and tuple(saved["classes"]) != tuple(classes):
        raise InputError(
            f"{file} was trained on other classes ({', '.join(saved['classes'])}): "
            f"expected {', '.join(classes)}"
        )
    config = TrainConfig(**{**saved["config"], "compile": False})
    model = LightningModel(config, tuple(saved["classes"]))
    model.load_state_dict(content["state_dict"])
    return model.eval()
