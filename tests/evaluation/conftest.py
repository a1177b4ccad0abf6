"""One run trained on a few rendered fish, for all tests of what comes after training."""

import pytest

from helpers.config import TrainConfig
from helpers.data import synthetic
from helpers.training.fit import fit


@pytest.fixture(scope="session")
def tiny_run(tmp_path_factory):
    """A Run of two epochs on 210 rendered fish of 32 px, with validation and test images. Read only."""
    folder = tmp_path_factory.mktemp("fish")
    photos = synthetic.write(folder / "photos", synthetic.render(210, 48, leaky=True))
    config = TrainConfig(
        data=str(photos),
        size_px=32,
        weights="none",
        epochs=2,
        folds=3,
        val_fraction=0.25,
        # Small steps, and many: after few, BatchNorm's running statistics are still those it began with.
        batch_size=8,
        optimizer="adamw",
        learning_rate=1e-3,
        tta=False,
        accelerator="cpu",
        precision="32-true",
    )
    return fit(config, folder / "run")
