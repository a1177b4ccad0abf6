"""The demo from start to end, on fewer fish."""

import pandas as pd
import pytest

from helpers import demo


@pytest.mark.slow
def test_demo(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demo, "COUNT", 210)
    monkeypatch.setattr(demo, "SIZE_PX", 32)
    monkeypatch.setattr(demo, "EPOCHS", 2)
    demo.demo(tmp_path / "demo")
    out = capsys.readouterr().out
    assert "source-group" in out and "report.html" in out
    assert (tmp_path / "demo" / "splits" / "source-group" / "report.html").stat().st_size > 10_000
    assert len(pd.read_csv(tmp_path / "demo" / "splits" / "splits.csv")) == 3
