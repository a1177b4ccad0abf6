"""compare() tells a difference from noise, gives each contestant the same budget, and says so."""

import numpy as np
import pytest
from scipy import stats

from helpers.errors import InputError
from helpers.teaching.comparisons import TUNING_SEED, compare, interval


def noisy(gain):
    """An experiment: luck of the seed, common to all, and a little noise of the contestant's own."""

    def run(*, seed, better):
        luck = np.random.default_rng(seed).normal()
        return luck + gain * better + 0.1 * np.random.default_rng([seed, better]).normal()

    return run


CONTESTANTS = {"plain": {"better": 0}, "new": {"better": 1}}


def test_a_real_difference_is_told_although_seeds_vary_more():
    result = compare(noisy(0.5), CONTESTANTS, quantity="score", seeds=8)
    assert result.verdict("new") == "differs"
    assert result.difference("new") == pytest.approx(0.5, abs=0.2)
    assert "differs" in result._repr_html_()


def test_no_difference_cannot_be_told():
    assert compare(noisy(0.0), CONTESTANTS, quantity="score", seeds=8).verdict("new") == "cannot tell"


def test_the_error_rate_of_the_verdict_is_as_promised():
    """Two newcomers equal to the first: some verdict "differs" in about 5 % of the comparisons."""
    wrong = 0
    for trial in range(200):
        rng = np.random.default_rng(trial)
        result = compare(
            lambda seed, better, rng=rng: rng.normal(),
            {"plain": {"better": 0}, "a": {"better": 1}, "b": {"better": 2}},
            quantity="score",
        )
        wrong += "differs" in (result.verdict("a"), result.verdict("b"))
    assert 1 <= wrong <= 22  # 10 expected; binomial 99.9 % interval


def test_every_contestant_tunes_on_the_same_seeds_which_no_result_uses():
    calls = []

    def run(*, seed, momentum, rate):
        calls.append((seed, momentum, rate))
        return -abs(rate - (0.1 if momentum else 1.0)) + 1e-6 * seed * momentum

    result = compare(
        run,
        {"plain": {"momentum": 0}, "momentum": {"momentum": 1}},
        tune={"rate": [0.1, 1.0]},
        quantity="score",
        tuning_seeds=2,
    )
    assert result.tuned == {"plain": {"rate": 1.0}, "momentum": {"rate": 0.1}}
    assert "rate = 0.1" in result._repr_html_()
    for momentum in (0, 1):
        tuning = [call for call in calls if call[1] == momentum and call[0] >= TUNING_SEED]
        assert {seed for seed, *_ in tuning} == {TUNING_SEED, TUNING_SEED + 1}
        assert len(tuning) == 4
    assert {seed for seed, *_ in calls if seed < TUNING_SEED} == set(range(5))


def test_the_lower_value_wins_the_tuning_where_lower_is_better():
    result = compare(
        lambda *, seed, rate, name: rate + 0.01 * seed,
        {"a": {"name": 0}, "b": {"name": 1}},
        tune={"rate": [3.0, 1.0, 2.0]},
        quantity="loss",
        higher_is_better=False,
    )
    assert result.tuned == {"a": {"rate": 1.0}, "b": {"rate": 1.0}}


def test_interval_is_students():
    values = np.array([1.0, 2.0, 4.0, 4.5, 7.0])
    low, high = stats.t.interval(0.95, 4, values.mean(), stats.sem(values))
    assert interval(values, 0.05) == pytest.approx((values.mean(), low, high))


@pytest.mark.parametrize(
    ("contestants", "options", "message"),
    [
        ({"one": {"better": 0}}, {}, "2 contestants and 5 seeds, got 1 and 5"),
        (CONTESTANTS, {"seeds": 4}, "got 2 and 4"),
    ],
)
def test_too_little_to_compare(contestants, options, message):
    with pytest.raises(InputError, match=message):
        compare(noisy(0), contestants, quantity="score", **options)


def test_a_run_that_is_no_number_is_named():
    with pytest.raises(InputError, match=r"\{'better': 0\} and seed 0 returned nan"):
        compare(lambda *, seed, better: float("nan"), CONTESTANTS, quantity="score")


def test_the_figure_has_a_dot_for_every_seed():
    result = compare(noisy(0.5), CONTESTANTS, quantity="score in %")
    (panel,) = result.figure().axes
    assert panel.get_ylabel() == "score in %"
    assert [tick.get_text() for tick in panel.get_xticklabels()] == ["plain", "new"]
    assert len([line for line in panel.lines if line.get_linewidth() == 0.7]) == 5
