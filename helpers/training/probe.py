"""Warm-up of the head on a frozen backbone (the slides' "warm up"), almost for free.

A frozen backbone gives an image the same features in every epoch, so they are computed once, for the image
and its mirror, and the head alone learns from the table.

>>> fit_head(model, data, torch.device("cpu"))
"""

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


def fit_head(model: LightningModel, data: FishDiseaseDataModule, device: torch.device) -> None:
    """Train the head of `model` for config.freeze_epochs epochs; the backbone is untouched."""
    config = model.config
    model.to(device).eval()
    loader = data.frozen_dataloader(device)
    tables = [
        (torch.cat([features(model, images), features(model, images.flip(3))]), labels.repeat(2))
        for images, labels, _ in loader
    ]
    x, y = (torch.cat(parts).clone() for parts in zip(*tables, strict=True))
    generator = torch.Generator().manual_seed(config.seed)
    torch.manual_seed(config.seed)
    head: nn.Module = models.head(model.model).train()
    optimizer = torch.optim.AdamW(head.parameters(), lr=HEAD_RATE, weight_decay=config.weight_decay)
    for _ in range(config.freeze_epochs):
        for chunk in torch.randperm(len(y), generator=generator).to(device).split(config.batch_size):
            logits = head(x[chunk]).flatten(1)
            loss = F.cross_entropy(logits, y[chunk], label_smoothing=config.label_smoothing)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.train()
