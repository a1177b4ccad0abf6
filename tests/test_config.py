"""The configuration: one place for defaults, clear words for bad values."""

import math
from dataclasses import fields

import pytest

from helpers.config import INTERVALS, TrainConfig
from helpers.errors import InputError


def test_yaml_round_trip():
    config = TrainConfig(data="ảnh cá", epochs=3, learning_rate=1e-4, class_balance=False)
    assert TrainConfig.from_yaml(config.to_yaml()) == config


def test_missing_fields_keep_their_defaults_and_changes_win():
    config = TrainConfig.from_yaml("epochs: 7\nseed: 3", seed=4)
    assert (config.epochs, config.seed, config.model) == (7, 4, TrainConfig().model)


def test_whole_number_is_taken_for_a_float():
    assert TrainConfig.from_yaml("learning_rate: 1").learning_rate == 1.0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"epochs": 0}, "epochs is 0: it must be >= 1"),
        ({"learning_rate": -0.1}, "learning_rate is -0.1: it must be > 0"),
        ({"learning_rate": math.nan}, "learning_rate is nan"),
        ({"learning_rate": math.inf}, "learning_rate is inf"),
        ({"epochs": "ten"}, "epochs is 'ten': it must be of type int"),
        ({"epochs": True}, "must be of type int"),
        ({"fold": 5}, "it must be in 0 .. 4 for 5 folds"),
        ({"monitor": "val_auc"}, "it must be one of val_loss, val_accuracy"),
        ({"select": "first"}, "select is 'first': it must be one of last, best"),
    ],
)
def test_bad_values(changes, words):
    with pytest.raises(InputError) as caught:
        TrainConfig(**changes)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a\n- b", "must be a YAML mapping"),
        ("epochs: [", "not valid YAML"),
        ("epoch: 3", "unknown field 'epoch'"),
    ],
)
def test_bad_yaml(text, words):
    with pytest.raises(InputError, match=words) as caught:
        TrainConfig.from_yaml(text)
    assert "\n" not in str(caught.value)


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match="cannot be read as a configuration"):
        TrainConfig.from_file(tmp_path / "none.yaml")


@pytest.mark.parametrize("field", fields(TrainConfig), ids=lambda f: f.name)
def test_every_field_explains_itself(field):
    assert field.metadata["help"]
    assert field.metadata["interval"] in {None, *INTERVALS}
    assert field.type in (int, float, str, bool)
