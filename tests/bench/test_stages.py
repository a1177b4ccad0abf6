"""bench data: every stage at every N, and how it grows."""

import json

import numpy as np
import pandas as pd
import pytest

from helpers.bench import stages
from helpers.bench.stages import Stages
from helpers.cli import main
from helpers.errors import InputError

NAMES = ["render", "audit", "decode", "augment resident", "augment streamed"]


def test_growth_is_the_power_of_n():
    rows = [
        {"stage": stage, "images": n, "round": r, "seconds": 0.001 * n**power}
        for stage, power in (("flat", 1), ("square", 2))
        for n in (10, 30, 90)
        for r in range(2)
    ]
    table = Stages(pd.DataFrame(rows), {}).summary()
    np.testing.assert_allclose(table["growth"], [np.nan, 1, 1, np.nan, 2, 2])
    assert table["images_per_s"][0] == pytest.approx(1000)


def test_command(tmp_path, capsys):
    pytest.importorskip("cv2")
    out = tmp_path / "out"
    options = ["--count", "28", "14", "--size", "32", "--photo-px", "32", "--rounds", "1", "--device", "cpu"]
    assert main(["bench", "data", "--out", str(out), *options]) == 0
    assert "augment streamed" in capsys.readouterr().out
    content = json.loads((out / "data.json").read_text())
    assert [(row["stage"], row["images"]) for row in content["summary"]] == [
        (name, n) for name in NAMES for n in (14, 28)
    ]
    assert all(row["images_per_s"] > 0 for row in content["summary"])
    assert (out / "data.png").stat().st_size > 1000 and (out / "data.csv").is_file()


def test_wrong_rounds():
    with pytest.raises(InputError, match="rounds is 0"):
        stages.measure([14], rounds=0)
