"""Batches: the right images with the right labels, however many processes share the work."""

import numpy as np
import pandas as pd
import pytest
import torch

from helpers.config import TrainConfig
from helpers.data import datamodule
from helpers.data.augment import Augment
from helpers.data.datamodule import FishDiseaseDataModule, Loader, Pixels, sampling_weights
from helpers.errors import InputError

COUNT = 40


@pytest.fixture
def pixels():
    """Image i is uniformly grey with the value i, so that a batch tells which images it holds."""
    return np.arange(COUNT, dtype=np.uint8)[:, None, None, None].repeat(3, 1).repeat(8, 2).repeat(8, 3)


def make_loader(pixels, **options):
    settings = {
        "rows": torch.arange(COUNT),
        "labels": torch.arange(COUNT) % 4,
        "num_classes": 4,
        "size_px": 8,
        "batch_size": 8,
        **options,
    }
    device = torch.device(settings.pop("device", "cpu"))
    return Loader(pixels=Pixels(pixels, device, settings.pop("resident", True)), **settings)


def seen(batches) -> list[int]:
    return [round(v) for images, _, _ in batches for v in (images[:, 0, 4, 4] * 255).tolist()]


@pytest.mark.parametrize("resident", [True, False])
def test_training_shows_every_image_once_with_its_label(pixels, resident):
    loader = make_loader(pixels, transform=Augment(), resident=resident)
    batches = list(loader)
    assert len(batches) == len(loader) == 5
    assert sorted(seen(batches)) == list(range(COUNT))
    for images, labels, targets in batches:
        values = (images[:, 0, 4, 4] * 255).round().long()
        assert torch.equal(values % 4, labels) and torch.equal(targets.argmax(1), labels)


def test_evaluation_keeps_order_and_the_remainder(pixels):
    loader = make_loader(pixels, batch_size=7)
    assert seen(loader) == list(range(COUNT)) and len(list(loader)) == len(loader) == 6


def test_epochs_differ_and_repeat(pixels):
    first, second, again = (seen(make_loader(pixels, transform=Augment(), epoch=e)) for e in (0, 1, 0))
    assert first == again and first != second


@pytest.mark.parametrize("transform", [None, Augment(min_area=0.5, brightness=0.3)])
def test_processes_share_the_global_batch(pixels, transform):
    alone = list(make_loader(pixels, transform=transform, batch_size=8))
    pair = [list(make_loader(pixels, transform=transform, batch_size=4, rank=r, world=2)) for r in (0, 1)]
    if transform is None:
        assert sorted(seen(pair[0]) + seen(pair[1])) == seen(alone)
        return
    for whole, left, right in zip(alone, *pair, strict=True):
        for of_whole, of_left, of_right in zip(whole, left, right, strict=True):
            torch.testing.assert_close(torch.cat([of_left, of_right]), of_whole)


@pytest.mark.parametrize("resident", [True, False])
def test_batches_that_are_augmented_together_are_the_same(pixels, monkeypatch, resident):
    """As on CUDA; the last chunk is smaller."""
    options = {"transform": Augment(min_area=0.5, hue=0.1), "mixup": 0.5, "resident": resident}
    alone = list(make_loader(pixels, **options))
    monkeypatch.setattr(Loader, "_together", lambda loader: 3 * loader.batch_size)
    for one, other in zip(alone, make_loader(pixels, **options), strict=True):
        torch.testing.assert_close(one, other)


def test_mixup_reaches_images_and_targets_alone(pixels):
    _, labels, targets = next(iter(make_loader(pixels, transform=Augment(), mixup=0.5)))
    assert ((targets > 0).sum(1) > 1).any()
    torch.testing.assert_close(targets.sum(1), torch.ones(8))
    assert labels.dtype == torch.int64


def test_sampling_weights():
    table = pd.DataFrame(
        {
            "path": list("abcdefg"),
            "label": ["x"] * 4 + ["y"] * 3,
            "source_group": ["g1", "g1", "g1", "g2", "g3", "", ""],
        }
    )
    assert sampling_weights(table, group_balance=0.0, class_balance=False) is None
    alike = sampling_weights(table, group_balance=1.0, class_balance=False)
    torch.testing.assert_close(alike, torch.tensor([1 / 3, 1 / 3, 1 / 3, 1, 1, 1, 1], dtype=torch.float64))
    classes = sampling_weights(table, group_balance=1.0, class_balance=True)
    torch.testing.assert_close(classes[:4].sum(), classes[4:].sum())


def test_drawn_shares_follow_the_weights(pixels):
    weights = torch.ones(COUNT, dtype=torch.float64)
    weights[:10] = 3.0
    loader = make_loader(pixels, transform=Augment(), sampling=weights)
    drawn = [value for loader.epoch in range(200) for value in seen(loader)]
    assert np.mean(np.array(drawn) < 10) == pytest.approx(0.5, abs=0.03)


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "path": [f"{i}.png" for i in range(COUNT)],
            "label": [f"c{i % 4}" for i in range(COUNT)],
            "source_group": [f"g{i}" for i in range(COUNT)],
            "split": ["train"] * 20 + ["val"] * 8 + ["test"] * 10 + ["out"] * 2,
        }
    )


def test_parts_of_the_split(table, pixels):
    data = FishDiseaseDataModule(
        table, pixels, ("c0", "c1", "c2", "c3"), TrainConfig(size_px=8, min_area=1.0)
    )
    assert seen(data.val_dataloader()) == list(range(20, 28))
    assert seen(data.test_dataloader()) == list(range(28, 38))
    train = data.train_dataloader()
    assert train.batch_size == 20 and len(train) == data.steps_per_epoch(1) == 1  # fewer images than a batch
    labels = torch.cat([batch[1] for batch in data.test_dataloader()])
    assert labels.tolist() == [i % 4 for i in range(28, 38)]


def test_no_validation_part_no_loader(table, pixels):
    table.loc[table["split"] == "val", "split"] = "out"
    data = FishDiseaseDataModule(table, pixels, ("c0", "c1", "c2", "c3"), TrainConfig(size_px=8))
    assert data.val_dataloader() == []


def test_fewer_images_than_devices(table, pixels):
    with pytest.raises(InputError, match="20 training images for 32 devices"):
        FishDiseaseDataModule(table, pixels, ("c0",), TrainConfig(size_px=8, devices=32))


def test_resident_only_where_it_fits(table, pixels, monkeypatch):
    config = TrainConfig(size_px=8)
    data = FishDiseaseDataModule(table, pixels, ("c0", "c1", "c2", "c3"), config)
    assert data.test_dataloader().pixels.resident is not None
    monkeypatch.setattr(datamodule, "RESIDENT_SHARE", 0.0)
    data = FishDiseaseDataModule(table, pixels, ("c0", "c1", "c2", "c3"), config)
    assert data.test_dataloader().pixels.resident is None


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_no_batch_waits_for_the_device(table, pixels):
    loader = make_loader(pixels, device="cuda", transform=Augment(min_area=0.5))
    batches = iter(loader)
    next(batches)
    torch.cuda.set_sync_debug_mode("error")
    try:
        for _ in batches:
            pass
    finally:
        torch.cuda.set_sync_debug_mode("default")
