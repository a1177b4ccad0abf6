"""Frozen features: what the head sees, computed once, and a head that learns from them."""

from dataclasses import replace

import pytest
import torch

from helpers.config import TrainConfig
from helpers.training import fit, models, probe
from helpers.training.module import LightningModel


def test_features_are_the_input_of_the_head():
    model = LightningModel(TrainConfig(model="compact", size_px=32), ("a", "b")).eval()
    images = torch.rand(3, 3, 32, 32)
    features = probe.features(model, images)
    assert features.shape == (3, 256)
    with torch.inference_mode():
        torch.testing.assert_close(models.head(model.model)(features), model(images))
    assert not models.head(model.model)._forward_pre_hooks, "the hook is gone"


@pytest.mark.parametrize("precision", ["32-true", "bf16-mixed"])
def test_feature_table_holds_images_and_mirrors(config, tmp_path, precision):
    config = replace(config, model="compact", precision=precision)
    data = fit.load_data(config)
    model, trainer = fit.build(config, data, tmp_path)
    x, y = probe.feature_table(model, data, trainer)
    ((images, labels, _),) = data.frozen_dataloader(torch.device("cpu"))
    assert x.dtype == torch.float32 and torch.equal(y, labels.repeat(2))
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16-mixed"):
        expected = torch.cat([probe.features(model, images), probe.features(model, images.flip(3))])
    assert torch.equal(x, expected.float()), "the precision is that of the run"


def test_the_head_learns_and_the_backbone_stands_still(config, tmp_path):
    data = fit.load_data(config)

    def accuracy(epochs: int) -> float:
        settings = replace(config, model="compact", freeze_epochs=epochs)
        model, trainer = fit.build(settings, data, tmp_path)
        backbone = [p.clone() for p in model.model.layer4.parameters()]
        probe.fit_head(model, data, trainer)
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
