"""One progress bar for the whole run: images a second, time left, the newest validation figures."""

from typing import Any

import lightning as L
from lightning.pytorch.callbacks import ProgressBar
from tqdm.auto import tqdm


class RunProgress(ProgressBar):
    """A tqdm bar over all training steps of a run, silent in all processes but the first."""

    def __init__(self):
        super().__init__()
        self.bar: tqdm | None = None

    def disable(self) -> None:
        self.bar = None

    def on_train_start(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        if trainer.is_global_zero:
            self.bar = tqdm(
                total=trainer.estimated_stepping_batches * self._images(trainer),
                initial=trainer.global_step * self._images(trainer),
                unit="img",
                desc=f"epoch {trainer.current_epoch + 1}/{trainer.max_epochs}",
                mininterval=0.5,
            )

    def on_train_epoch_start(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        if self.bar is not None:
            self.bar.set_description(f"epoch {trainer.current_epoch + 1}/{trainer.max_epochs}", refresh=False)
            self._show(trainer)

    def on_train_batch_end(self, trainer: L.Trainer, *_: Any) -> None:
        if self.bar is not None:
            self.bar.update(self._images(trainer))

    def on_train_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        if self.bar is not None:
            self._show(trainer)
            self.bar.close()

    def _show(self, trainer: L.Trainer) -> None:
        """The figures of the last whole epoch: the model logs them after the hooks of this bar."""
        shown = ("train_loss", "val_loss", "val_balanced_accuracy")
        metrics = trainer.callback_metrics
        self.bar.set_postfix({k: f"{metrics[k]:.2f}" for k in shown if k in metrics})

    @staticmethod
    def _images(trainer: L.Trainer) -> int:
        return trainer.train_dataloader.batch_size * trainer.world_size
