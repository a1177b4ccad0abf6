"""The demo from start to end, on fewer fish."""

import re

import pandas as pd
import pytest

from helpers import demo
from helpers.errors import InputError
from helpers.grading import sample


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
    points = dict(re.findall(r"^ *(solved|half|untouched) +([\d.]+)", out, flags=re.MULTILINE))
    assert {student: float(value) for student, value in points.items()} == {
        "solved": 17,
        "half": 8,
        "untouched": 0,
    }
    assert (tmp_path / "demo" / "class" / "feedback" / "half" / sample.ASSIGNMENT).is_dir()


def test_outside_the_course_it_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="lies in no course"):
        demo.demo(tmp_path / "demo")
    assert not (tmp_path / "demo").exists()
