"""bench warmup: both ways train the head alone; ratios follow from the seconds."""

import json

import pandas as pd
import pytest

from helpers.bench import warmup
from helpers.bench.warmup import Warmup
from helpers.cli import main
from helpers.errors import InputError


def test_ratios_follow_from_the_seconds():
    rounds = pd.DataFrame(
        {
            "round": [0, 1, 2],
            "slides_epoch_s": [10.0, 12.0, 8.0],
            "features_s": [4.0, 4.0, 4.0],
            "head_epoch_s": [0.1, 0.1, 0.1],
        }
    )
    table = Warmup(rounds, 10, {}).summary().set_index("quantity")
    assert table["median"]["slides_to_ours_epoch"] == pytest.approx(100)
    assert table["median"]["slides_to_ours_whole"] == pytest.approx(100 / 5)
    assert table["high"]["slides_to_ours_whole"] == pytest.approx(120 / 5)


def test_command(fish, tmp_path, capsys):
    options = ["--model", "compact", "--size", "32", "--epochs", "2", "--rounds", "2", "--device", "cpu"]
    assert main(["bench", "warmup", "--data", str(fish), "--out", str(tmp_path), *options]) == 0
    assert "slides_to_ours_whole" in capsys.readouterr().out
    content = json.loads((tmp_path / "warmup.json").read_text())
    assert content["epochs"] == 2 and len(content["rounds"]) == 2
    assert all(value > 0 for row in content["rounds"] for name, value in row.items() if name.endswith("_s"))
    assert len(pd.read_csv(tmp_path / "warmup.csv")) == len(content["summary"])


def test_wrong_rounds(fish):
    with pytest.raises(InputError, match="rounds is 0"):
        warmup.measure(fish, model="compact", size_px=32, rounds=0)
