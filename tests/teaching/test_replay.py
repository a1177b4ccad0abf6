"""The same code takes what was worked out, other code does not; random numbers go on as if drawn."""

import itertools
from types import SimpleNamespace

import pytest
import torch

from helpers.teaching import replay
from helpers.teaching.comparisons import compare


@pytest.fixture
def kernel(monkeypatch, tmp_path):
    """A function that stands for the start of a kernel that has run these cells."""

    def start(*cells, folder=tmp_path):
        shell = SimpleNamespace(user_ns={"In": ["", *cells]})
        monkeypatch.setattr(replay, "get_ipython", lambda: shell)
        monkeypatch.setattr(replay, "_calls", itertools.count())
        monkeypatch.setenv("FISHCOURSE_REPLAY", str(folder))
        torch.manual_seed(0)

    return start


def drawn():
    """Two calls of a cell, and a number drawn after them."""
    found = [replay.once(lambda: torch.rand(3).tolist()) for _ in range(2)]
    return found, torch.rand(1).item()


def never():
    raise AssertionError("it is worked out again")


def test_the_same_code_is_not_run_again_and_random_numbers_go_on(kernel, monkeypatch):
    kernel("import torch", "drawn()")
    first = drawn()
    assert first[0][0] != first[0][1]
    kernel("import torch", "drawn()")
    with monkeypatch.context() as patch:
        patch.setattr(torch, "rand", lambda *size: never() if size == (3,) else torch.empty(1).uniform_())
        assert drawn() == first


@pytest.mark.parametrize(
    "cells", [["drawn()"], ["import torch", "drawn() "], ["import torch", "x = 1", "drawn()"]]
)
def test_other_code_is_run(kernel, cells):
    kernel("import torch", "drawn()")
    replay.once(lambda: 1)
    kernel(*cells)
    assert replay.once(lambda: 2) == 2


def test_nothing_is_kept_unless_asked_for(kernel, monkeypatch, tmp_path):
    kernel("cell")
    monkeypatch.delenv("FISHCOURSE_REPLAY")
    assert [replay.once(lambda n=n: n) for n in range(2)] == [0, 1]
    assert list(tmp_path.iterdir()) == []


def test_a_comparison_is_the_same_when_taken(kernel):
    contestants = {"plain": {"gain": 0.1}, "new": {"gain": 0.2}}
    tune = {"rate": [0.1, 1.0]}
    kernel("cell")
    found = compare(lambda seed, gain, rate: gain * rate + seed, contestants, quantity="score", tune=tune)
    kernel("cell")
    taken = compare(lambda **_: never(), contestants, quantity="score", tune=tune)
    assert taken.values.equals(found.values) and taken.tuned == found.tuned
