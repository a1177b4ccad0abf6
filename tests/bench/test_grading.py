"""The measurements of grading: a race against stock nbgrader, and a large class, killed in the middle."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

from helpers.bench import endurance, grade
from helpers.bench.endurance import Endurance, Sample
from helpers.errors import InputError
from helpers.grading import sample
from helpers.grading.kernel import sandbox

ROOT = Path(__file__).parents[2]
RACE = grade.Race(
    "ps07_momentum",
    2,
    {"a": "right", "b": "wrong"},
    stock_s=(40.0, 60.0),
    ours_s=(2.0, 3.0),
    differing=("b",),
)
SAMPLES = tuple(Sample(run, done, 900.0, 500.0, 9, 90) for run in (1, 2) for done in range(1, 7))
HELD = Endurance(SAMPLES, (("a", "b"), ("c",)), ("a", "b", "c"), ("a", "b", "c"), {"at the end": ()})


def test_a_race_says_how_much_faster_and_for_whom_points_differ():
    assert RACE.ratio == 20
    assert RACE.frame()["each"].tolist() == [25.0, 1.25]
    lines = RACE.table().splitlines()
    assert lines[-2:] == ["20.0 times faster; the same points for 1 of 2", "DIFFERENT: b (wrong)"]


@pytest.mark.slow
@pytest.mark.skipif(bool(sandbox.obstacle()), reason=f"no sandbox: {sandbox.obstacle()}")
def test_both_give_the_same_points(tmp_path):
    race = grade.measure(ROOT, tmp_path, count=4)
    assert sorted(race.kinds.values()) == ["partly", "right", "slow", "wrong"]
    assert race.differing == ()
    assert (tmp_path / "grade.png").stat().st_size > 1000 and (tmp_path / "grade.json").is_file()
    assert grade._points(tmp_path / "ours", race.assignment)["s0000"]["nesterov-test-1"] > 0
    with pytest.raises(InputError, match="holds a class already"):
        grade.measure(ROOT, tmp_path, count=4)


def test_a_class_that_was_held_has_no_faults():
    assert HELD.faults() == [] and "2 graded, then killed; 1 graded on; 3 in the gradebook" in HELD.table()


@pytest.mark.parametrize(
    "change, fault",
    [
        ({"graded": (("a", "b"), ("b", "c"))}, "graded twice: b"),
        ({"saved": ("a", "b")}, "not graded: c"),
        ({"saved": ("a", "b", "c", "c")}, "in the gradebook twice: c"),
        ({"left": {"at the end": ("file zygote",)}}, "left at the end: file zygote"),
        (
            {"samples": tuple(replace(s, kept_mib=500.0 + 20 * s.done) for s in SAMPLES)},
            "memory kept grows by 80 MiB",
        ),
    ],
)
def test_what_goes_wrong_in_a_large_class_is_named(change, fault):
    assert replace(HELD, **change).faults() == [fault]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc")
def test_a_class_that_is_killed_in_the_middle_leaves_nothing_and_is_graded_once(tmp_path):
    sample.populate(ROOT, tmp_path / "class", "ps07_momentum", 8)
    chosen = "none" if sandbox.obstacle() else "auto"
    held = endurance.endure(tmp_path / "class", "ps07_momentum", sandbox=chosen)
    assert held.faults() == []
    assert len(held.graded[0]) == 4 and len(held.graded[1]) >= 2
