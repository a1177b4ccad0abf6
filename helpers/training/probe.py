"""Warm-up of the head on a frozen backbone (the slides' "warm up"), almost for free.

A frozen backbone gives an image the same features in every epoch, so they are computed once, for the image
and its mirror, and the head alone learns from the table.

>>> fit_head(model, data, trainer)
"""

import lightning as L
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from helpers.data.datamodule import FishDiseaseDataModule
from helpers.training import models
from helpers.training.module import LightningModel

# AdamW's usual rate; the head is one layer, so the problem is convex and the rate uncritical.
HEAD_RATE = 1e-3


def features(model: LightningModel, images: Tensor) -> Tensor:
    """What the backbone hands to the head: images (B, 3, H, W) in [0, 1] to features (B, ...)."""
    caught: list[Tensor] = []
    hook = models.head(model.model).register_forward_pre_hook(lambda module, inputs: caught.append(inputs[0]))
    try:
        with torch.inference_mode():
            model(images)
    finally:
        hook.remove()
    return caught[0]


def feature_table(
    model: LightningModel, data: FishDiseaseDataModule, trainer: L.Trainer
) -> tuple[Tensor, Tensor]:
    """Features (2N, ...) float32 and labels (2N,) of the N training images and their mirrors, on the device.

    They are computed in evaluation mode, in the precision of `trainer`.
    """
    device = trainer.strategy.root_device
    model.to(device).eval()
    parts = []
    for images, labels, _ in data.frozen_dataloader(device):
        with trainer.precision_plugin.forward_context():
            both = torch.cat([features(model, images), features(model, images.flip(3))])
        parts.append((both.float(), labels.repeat(2)))
    x, y = (torch.cat(column).clone() for column in zip(*parts, strict=True))
    return x, y


def train_head(model: LightningModel, x: Tensor, y: Tensor) -> None:
    """Train the head of `model` on a feature table for config.freeze_epochs epochs."""
    config = model.config
    generator = torch.Generator().manual_seed(config.seed)
    torch.manual_seed(config.seed)
    head: nn.Module = models.head(model.model).train()
    optimizer = torch.optim.AdamW(head.parameters(), lr=HEAD_RATE, weight_decay=config.weight_decay)
    for _ in range(config.freeze_epochs):
        for chunk in torch.randperm(len(y), generator=generator).to(x.device).split(config.batch_size):
            logits = head(x[chunk]).flatten(1)
            loss = F.cross_entropy(logits, y[chunk], label_smoothing=config.label_smoothing)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.train()


def fit_head(model: LightningModel, data: FishDiseaseDataModule, trainer: L.Trainer) -> None:
    """Train the head of `model` for config.freeze_epochs epochs; the backbone is untouched."""
    train_head(model, *feature_table(model, data, trainer))
