"""LightningModel: one network, its loss, its metrics, its optimizer and schedule.

>>> model = LightningModel(config, classes=("healthy", "sick"))
>>> Trainer(max_epochs=1).fit(model, datamodule=data)
"""

import sys
from dataclasses import asdict
from typing import Any

import lightning as L
import torch
import torch.nn.functional as F
from torch import Tensor
from torchmetrics import MetricCollection
from torchmetrics.classification import MulticlassAccuracy, MulticlassF1Score

from helpers.config import TrainConfig
from helpers.training import models, optim
from helpers.training.graph import Recorded

Batch = tuple[Tensor, Tensor, Tensor]


class LightningModel(L.LightningModule):
    """A classifier under training.

    A batch is (images (B, 3, H, W) float in [0, 1]; labels (B,) int64; targets (B, K) float, rows that sum to
    1). forward takes such images and returns logits (B, K), K = len(classes): the normalization is part of
    the model, so whoever uses it cannot forget it. weights: what the backbone starts from, as `models.build`
    takes it; what config.weights asks for is resolved by `fit`.
    """

    def __init__(
        self,
        config: TrainConfig,
        classes: tuple[str, ...],
        steps_per_epoch: int = 1,
        weights: str = "none",
    ):
        super().__init__()
        # What rebuilds this model travels in every checkpoint, as plain values.
        self.save_hyperparameters({"config": asdict(config), "classes": list(classes)}, logger=False)
        self.config = config
        self.classes = tuple(classes)
        self.steps_per_epoch = steps_per_epoch
        self.model = models.build(
            config.model,
            num_classes=len(classes),
            size_px=config.size_px,
            weights=weights,
            dropout=config.dropout,
        ).to(memory_format=torch.channels_last)
        if config.compile:
            self.model.compile()
        # Channel statistics of ImageNet, which torchvision's weights expect; other photos come close.
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406])[:, None, None], persistent=False)
        self.register_buffer("std", torch.tensor([0.229, 0.224, 0.225])[:, None, None], persistent=False)
        count = len(classes)
        metrics = MetricCollection(
            {
                "accuracy": MulticlassAccuracy(count, average="micro"),
                "balanced_accuracy": MulticlassAccuracy(count, average="macro"),
                "macro_f1": MulticlassF1Score(count, average="macro"),
            }
        )
        self.metrics = torch.nn.ModuleDict(
            {f"{stage}_stage": metrics.clone(prefix=f"{stage}_") for stage in ("train", "val", "test")}
        )
        # What the steps of an epoch found: (loss, logits (B, K), labels (B,)) each, on the device.
        self.found: dict[str, list[Batch]] = {"train": [], "val": [], "test": []}
        # Loss and gradients as a CUDA graph, while `graph.CudaGraph` says so.
        self.recorded: Recorded | None = None

    def forward(self, images: Tensor) -> Tensor:
        return self.model((images - self.mean) / self.std)

    def training_loss(self, images: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        """Loss (scalar) and logits (B, K) float32 of a training batch."""
        logits = self(images).float()
        return F.cross_entropy(logits, targets, label_smoothing=self.config.label_smoothing), logits

    def _evaluate(self, batch: Batch, stage: str) -> None:
        images, labels, targets = batch
        logits = self(images).float()
        self.found[stage].append((F.cross_entropy(logits, targets), logits, labels))

    def _log(self, stage: str) -> None:
        # Once an epoch: metrics and logging in a step would make the device wait for the processor, and took
        # half of its time for a small network.
        losses, logits, labels = zip(*self.found[stage], strict=True)
        self.found[stage] = []
        count = sum(map(len, labels))
        loss = sum(value * len(part) for value, part in zip(losses, labels, strict=True)) / count
        self.log(f"{stage}_loss", loss, batch_size=count, sync_dist=stage != "train")
        metrics = self.metrics[f"{stage}_stage"]
        metrics.update(torch.cat(logits), torch.cat(labels))
        self.log_dict(metrics, batch_size=count)

    def training_step(self, batch: Batch, batch_idx: int) -> Tensor:
        images, labels, targets = batch
        loss, logits = (self.recorded or self.training_loss)(images, targets)
        # Copies: a recorded step writes the figures of the next batch to the same places.
        self.found["train"].append((loss.detach().clone(), logits.detach().clone(), labels))
        return loss

    def backward(self, loss: Tensor) -> None:
        if not self.recorded:  # it has left the gradients already
            super().backward(loss)

    def optimizer_zero_grad(self, epoch: int, batch_idx: int, optimizer: torch.optim.Optimizer) -> None:
        if not self.recorded:
            super().optimizer_zero_grad(epoch, batch_idx, optimizer)

    def validation_step(self, batch: Batch, batch_idx: int) -> None:
        self._evaluate(batch, "val")

    def test_step(self, batch: Batch, batch_idx: int) -> None:
        self._evaluate(batch, "test")

    def on_validation_epoch_end(self) -> None:
        self._log("val")

    def on_test_epoch_end(self) -> None:
        self._log("test")

    def on_train_epoch_start(self) -> None:
        # Everything random in an epoch follows from seed and epoch, so a resumed run repeats it exactly.
        torch.manual_seed(self.config.seed * 1_000_003 + self.current_epoch)

    def on_train_epoch_end(self) -> None:
        self._log("train")
        # Lightning shows a plateau schedule the loss after the checkpoint is written, so a resumed run would
        # have seen one epoch less; done here, the checkpoint knows.
        if self.config.schedule == "plateau":
            self.lr_schedulers().step(self.trainer.callback_metrics["val_loss"])

    def configure_optimizers(self) -> dict[str, Any]:
        config = self.config
        groups = optim.parameter_groups(
            self.model,
            models.head(self.model),
            learning_rate=config.learning_rate,
            head_rate_ratio=config.head_rate_ratio,
            weight_decay=config.weight_decay,
        )
        optimizer = optim.build_optimizer(
            config.optimizer, groups, learning_rate=config.learning_rate, momentum=config.momentum
        )
        scheduler = optim.build_schedule(
            config.schedule,
            optimizer,
            epochs=config.epochs,
            steps_per_epoch=self.steps_per_epoch,
            warmup=config.warmup,
            step_epochs=config.step_epochs,
            gamma=config.gamma,
        )
        stepping = {"scheduler": scheduler, "interval": "step", "monitor": "val_loss"}
        if config.schedule == "plateau":
            stepping |= {"interval": "epoch", "frequency": sys.maxsize}  # see on_train_epoch_end
        return {"optimizer": optimizer, "lr_scheduler": stepping}
