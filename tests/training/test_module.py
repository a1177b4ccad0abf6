"""The module's figures: those of whole epochs, measured and logged once each."""

from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F

from helpers.data import datamodule
from helpers.training import fit
from helpers.training.module import LightningModel

pytestmark = pytest.mark.filterwarnings("ignore:::lightning")


def test_figures_are_those_of_all_images_whatever_the_batches(config, tmp_path, monkeypatch):
    data = fit.load_data(config)
    model, trainer = fit.build(config, data, tmp_path)
    monkeypatch.setattr(datamodule, "EVAL_BATCH", 5)  # the last batch is smaller, and counts for less
    (found,) = trainer.validate(model, datamodule=data, verbose=False)
    batches = list(data.val_dataloader())
    assert len({len(labels) for _, labels, _ in batches}) == 2
    images, labels, _ = (torch.cat(column) for column in zip(*batches, strict=True))
    with torch.inference_mode():
        logits = model(images)
    assert found["val_loss"] == pytest.approx(F.cross_entropy(logits, labels).item(), rel=1e-5)
    assert found["val_accuracy"] == pytest.approx((logits.argmax(1) == labels).float().mean().item())


def test_logging_does_not_grow_with_the_steps(config, tmp_path, monkeypatch):
    """A value logged in a step would make the device wait for the processor."""
    log, calls = LightningModel.log, []

    def counted(self, name, *arguments, **options):
        calls.append(name)
        log(self, name, *arguments, **options)

    monkeypatch.setattr(LightningModel, "log", counted)
    config = replace(config, epochs=2, batch_size=4)
    data = fit.load_data(config)
    model, trainer = fit.build(config, data, tmp_path)
    trainer.fit(model, datamodule=data)
    assert trainer.global_step > 20
    assert sorted(calls) == sorted(2 * [f"{stage}_{name}" for stage in ("train", "val") for name in
                                        ("loss", "accuracy", "balanced_accuracy", "macro_f1")])  # fmt: skip
    assert model.found == {"train": [], "val": [], "test": []}
