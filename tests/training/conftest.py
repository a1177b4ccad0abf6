"""Rendered fish on disk, and the smallest configuration that trains on them."""

import pytest

from helpers.config import TrainConfig
from helpers.data import synthetic


@pytest.fixture(scope="session")
def fish(tmp_path_factory):
    """210 pictures of 32 px, leaky as the real data set is: 5 source groups or more a class."""
    folder = tmp_path_factory.mktemp("fish") / "photos"
    synthetic.write(folder, synthetic.render(210, 32, leaky=True))
    return folder


@pytest.fixture
def config(fish):
    return TrainConfig(
        data=str(fish),
        size_px=32,
        epochs=4,
        model="mlp",
        weights="none",
        folds=3,
        val_fraction=0.25,
        batch_size=16,
        learning_rate=2e-3,
        accelerator="cpu",
    )
