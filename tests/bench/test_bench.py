"""The benches: their tables come from runs, their differences from paired source groups."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers.bench import recipe, splits
from helpers.config import TrainConfig
from helpers.data import synthetic
from helpers.errors import InputError
from helpers.training.run import Run

TINY = {"model": "mlp", "weights": "none", "size_px": 32, "epochs": 1}


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    return synthetic.write(tmp_path_factory.mktemp("bench") / "photos", synthetic.render(210, 32, leaky=True))


def test_splits(photos, tmp_path):
    table = splits.measure(str(photos), tmp_path, config=replace(splits.RECIPE, folds=3, **TINY))
    assert list(table["split"]) == ["folder", "random", "source-group"]
    folder, random, honest = table.to_dict("records")
    assert folder["copies_in_training"] == folder["test_images"], "the rendered Test folder is all copies"
    assert random["copies_in_training"] == 0 < random["source_seen_in_training"]
    assert honest["copies_in_training"] == honest["source_seen_in_training"] == 0
    assert (table["low"] <= table["balanced_accuracy"]).all() and (
        table["balanced_accuracy"] <= table["high"]
    ).all()
    assert (tmp_path / "splits.png").stat().st_size > 1000
    assert len(pd.read_csv(tmp_path / "splits.csv")) == 3
    before = Run(tmp_path / "random").checkpoint("last").stat().st_mtime_ns
    splits.measure(str(photos), tmp_path, config=replace(splits.RECIPE, folds=3, **TINY))
    assert Run(tmp_path / "random").checkpoint("last").stat().st_mtime_ns == before


def test_recipe(photos, tmp_path, monkeypatch):
    variants = {
        "default": TINY,
        "slow": {**TINY, "learning_rate": 1e-9},
    }
    monkeypatch.setattr(recipe, "VARIANTS", variants)
    table = recipe.ablate(str(photos), tmp_path, folds=3)
    assert list(table["variant"]) == ["default", "slow"]
    assert table["difference"][0] == table["difference_low"][0] == table["difference_high"][0] == 0
    expected = table["balanced_accuracy"] - table["balanced_accuracy"][0]
    np.testing.assert_allclose(table["difference"], expected, atol=1e-12)
    with pytest.raises(InputError, match="unknown variant 'fast': choose from default, slow"):
        recipe.ablate(str(photos), tmp_path, names=["fast"])


def test_every_variant_is_a_configuration():
    for name, changes in recipe.VARIANTS.items():
        assert (replace(TrainConfig(), **changes) == TrainConfig()) == (name == "default"), name


def test_paired_difference():
    """Two of four groups better, none worse: the difference is exact and its interval lies above zero."""
    groups = [f"g{i}" for i in range(40)]
    theirs = pd.DataFrame(
        {"path": groups, "label": ["a", "b"] * 20, "source_group": groups, "predicted": ["a"] * 40}
    )
    ours = theirs.assign(predicted=["a", "b", "a", "a"] * 10)
    difference, low, high = recipe.paired_difference(ours, theirs)
    assert difference == pytest.approx(0.25)  # class b: a half instead of none
    assert 0 < low < difference < high < 0.5
    assert recipe.paired_difference(theirs, theirs) == (0, 0, 0)
