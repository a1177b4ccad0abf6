"""Frozen features: what the head sees, computed once, and a head that learns from them."""

import torch

from helpers.config import TrainConfig
from helpers.data import cache, dataset
from helpers.data.datamodule import FishDiseaseDataModule, cache_px
from helpers.training import models, probe
from helpers.training.module import LightningModel
from helpers.training.run import classes_of


def test_features_are_the_input_of_the_head():
    model = LightningModel(TrainConfig(model="compact", size_px=32), ("a", "b")).eval()
    images = torch.rand(3, 3, 32, 32)
    features = probe.features(model, images)
    assert features.shape == (3, 256)
    with torch.inference_mode():
        torch.testing.assert_close(models.head(model.model)(features), model(images))
    assert not models.head(model.model)._forward_pre_hooks, "the hook is gone"


def test_the_head_learns_and_the_backbone_stands_still(config):
    root = dataset.folder(config)
    table = dataset.split_table(root, config)
    pixels = cache.decode(root, table, size_px=cache_px(config.size_px))
    data = FishDiseaseDataModule(table, pixels, classes_of(table), config)

    def accuracy(epochs: int) -> float:
        torch.manual_seed(0)
        settings = TrainConfig(model="compact", size_px=32, freeze_epochs=epochs)
        model = LightningModel(settings, data.classes)
        backbone = [p.clone() for p in model.model.layer4.parameters()]
        probe.fit_head(model, data, torch.device("cpu"))
        for before, after in zip(backbone, model.model.layer4.parameters(), strict=True):
            assert torch.equal(before, after)
        model.eval()
        with torch.inference_mode():
            hits = [
                (model(images).argmax(1) == labels).float()
                for images, labels, _ in data.frozen_dataloader(torch.device("cpu"))
            ]
        return torch.cat(hits).mean().item()

    assert accuracy(30) > max(0.3, accuracy(1))
