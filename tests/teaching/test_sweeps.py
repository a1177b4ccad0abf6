"""Sweeps: every value with every seed, means with intervals, and the best of them."""

import math

import pytest

from helpers.errors import InputError
from helpers.teaching.comparisons import TUNING_SEED, interval
from helpers.teaching.sweeps import sweep, sweep_figure

RATES = {"rate": [0.01, 0.1, 1.0]}


def run(seed, rate, lift=0.0):
    """Best at 0.1; the seeds differ by a point each."""
    return 10 - abs(math.log10(rate) + 1) + seed % 5 + lift


def test_every_value_meets_every_seed():
    calls = []
    result = sweep(lambda seed, rate: calls.append((seed, rate)) or 1.0, RATES, quantity="accuracy")
    assert sorted(calls) == sorted((seed, rate) for seed in result.values.index for rate in RATES["rate"])
    assert list(result.values.index) == [TUNING_SEED + i for i in range(5)], "not those of `compare`"


def test_the_best_and_its_interval():
    result = sweep(run, RATES, quantity="accuracy", lift=2.0)
    assert result.best == 0.1
    assert tuple(result.summary.loc[0.1]) == pytest.approx(interval(result.values[0.1].to_numpy(), 0.05))
    assert result.summary.loc[0.1, "mean"] == pytest.approx(14.0)
    assert (
        sweep(lambda seed, rate: -run(seed, rate), RATES, quantity="loss", higher_is_better=False).best == 0.1
    )


def test_the_figure_has_a_line_a_sweep_and_its_marks():
    result = sweep(run, RATES, quantity="accuracy")
    figure = sweep_figure({"one": result, "two": result}, x="learning rate", marks={"here": 0.1})
    (panel,) = figure.axes
    assert panel.get_xscale() == "log" and panel.get_xlabel() == "learning rate"
    assert panel.get_ylabel() == "accuracy" and [t.get_text() for t in panel.texts] == ["here"]
    assert [t.get_text() for t in panel.get_legend().get_texts()] == ["one", "two"]


@pytest.mark.parametrize(
    ("values", "seeds", "words"),
    [({}, range(5), "one setting"), (RATES, range(1), "2 seeds"), ({"rate": [0.0]}, range(3), "no finite")],
)
def test_what_cannot_be_swept_is_turned_down(values, seeds, words):
    with pytest.raises(InputError, match=words):
        sweep(lambda seed, rate: math.nan, values, quantity="accuracy", seeds=seeds)
