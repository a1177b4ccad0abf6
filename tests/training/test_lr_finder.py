"""The range test: its rates, its marks on known curves, when it stops, and that nothing is left of it."""

import copy
import json
import math
import random

import numpy as np
import pytest
import torch
from torch import nn

from helpers.errors import InputError
from helpers.training.lr_finder import RangeTest, lr_find, range_test


def net_and_batches(seed=0):
    """A net with buffers, modes and randomness: BatchNorm and dropout; 4 batches of 16 points."""
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Linear(5, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.2), nn.Linear(8, 3))
    inputs = torch.randn(64, 5)
    labels = inputs[:, :3].argmax(1)
    return net, list(zip(inputs.split(16), labels.split(16), strict=True))


def sgd(net, lr=0.1):
    return torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)


def parabola(curvature, start=1.0):
    """One weight, L = curvature w²/2; batches that carry nothing."""
    net = nn.Linear(1, 1, bias=False)
    nn.init.constant_(net.weight, start)
    return net, [()], lambda model, batch: curvature * model.weight.square().sum() / 2


def test_rates_grow_in_equal_factors_from_low_to_high():
    net, batches = net_and_batches()
    test = range_test(net, sgd(net), batches, low=1e-4, high=1e-1, steps=31)
    assert len(test.rates) == len(test.losses) == len(test.smoothed) == 31
    assert test.rates[0] == pytest.approx(1e-4) and test.rates[-1] == pytest.approx(1e-1)
    np.testing.assert_allclose(np.diff(np.log(test.rates)), math.log(10) / 10)
    assert not test.diverged and test.highest == test.rates[-1]


def test_each_step_is_taken_at_its_rate():
    net, batches, loss = parabola(curvature=1.0)
    test = range_test(net, torch.optim.SGD(net.parameters(), lr=1.0), batches, loss=loss, low=0.01, high=0.5)
    weight = 1.0
    for rate, value in zip(test.rates, test.losses, strict=True):
        assert value == pytest.approx(weight**2 / 2, rel=1e-4)
        weight -= rate * weight


def test_the_mean_is_not_biased_to_zero_at_the_start():
    net, batches, loss = parabola(curvature=0.0)
    loss_of_two = lambda model, batch: loss(model, batch) + 2.0  # noqa: E731
    test = range_test(net, torch.optim.SGD(net.parameters(), lr=1.0), batches, loss=loss_of_two)
    assert test.smoothed == pytest.approx([2.0] * 100)


@pytest.mark.parametrize("curvature", [0.5, 20.0])
def test_it_diverges_beyond_two_over_the_curvature(curvature):
    net, batches, loss = parabola(curvature)
    optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
    test = range_test(net, optimizer, batches, loss=loss, low=1e-4, high=1e3, steps=200)
    assert test.diverged and len(test.rates) < 200
    assert 2 / curvature < test.highest < 100 / curvature
    assert test.steepest <= test.lowest < test.highest
    assert test.suggestion == pytest.approx(test.lowest / 10)


def test_a_loss_that_is_not_finite_ends_it():
    net, batches = net_and_batches()
    worse = iter([2.0, 1.9, math.nan, 1.0])
    test = range_test(
        net, sgd(net), batches, loss=lambda model, batch: model(batch[0]).sum() * 0 + next(worse)
    )
    assert test.diverged and len(test.rates) == 3 and math.isnan(test.losses[-1])
    assert test.lowest in test.rates[:2]
    assert json.loads(json.dumps(test.to_dict()))["losses"][-1] is None


def test_marks_of_a_known_curve():
    rates = tuple(np.geomspace(1e-4, 1.0, 41).tolist())
    smoothed = tuple(2 - 1 / (1 + math.exp(-(i - 20))) + (0.1 * (i - 30) if i > 30 else 0) for i in range(41))
    test = RangeTest(rates, smoothed, smoothed, lag=0, diverged=False)
    assert rates.index(test.steepest) == 20
    assert rates.index(test.lowest) == 30
    late = RangeTest(rates, smoothed, smoothed, lag=4, diverged=False)
    assert rates.index(late.steepest) == 16, "the lag of the mean is taken off"


def test_few_batches_are_gone_through_again_and_groups_keep_their_ratio():
    net, batches = net_and_batches()
    optimizer = torch.optim.SGD(
        [{"params": net[0].parameters(), "lr": 0.1}, {"params": net[4].parameters(), "lr": 1.0}]
    )
    seen = []

    def loss(model, batch):
        seen.append([group["lr"] for group in optimizer.param_groups])
        return nn.functional.cross_entropy(model(batch[0]), batch[1])

    range_test(net, optimizer, batches, loss=loss, low=1e-4, high=1e-2, steps=9)
    assert len(seen) == 9
    np.testing.assert_allclose([head / body for body, head in seen], 10.0)
    assert [group["lr"] for group in optimizer.param_groups] == [0.1, 1.0]


@pytest.mark.parametrize("make", [sgd, lambda net: torch.optim.AdamW(net.parameters(), lr=0.01)])
@pytest.mark.parametrize("trained", [False, True], ids=["fresh", "trained"])
def test_nothing_is_left_of_it(make, trained):
    net, batches = net_and_batches()
    optimizer = make(net)
    net[1].eval()
    if trained:
        nn.functional.cross_entropy(net(batches[0][0]), batches[0][1]).backward()
        optimizer.step()
    before = copy.deepcopy([net.state_dict(), optimizer.state_dict()])
    gradients = [p.grad.clone() if trained else None for p in net.parameters()]
    randoms = torch.get_rng_state(), random.getstate(), np.random.get_state()[1].tolist()
    weights = list(net.parameters())

    range_test(net, optimizer, batches, high=100.0)

    torch.testing.assert_close(net.state_dict(), before[0], rtol=0, atol=0)
    torch.testing.assert_close(optimizer.state_dict()["state"], before[1]["state"], rtol=0, atol=0)
    assert optimizer.state_dict()["param_groups"] == before[1]["param_groups"]
    assert [a is b for a, b in zip(weights, net.parameters(), strict=True)] == [True] * len(weights)
    for p, gradient in zip(net.parameters(), gradients, strict=True):
        assert p.grad is None if gradient is None else torch.equal(p.grad, gradient)
    assert net[0].training and not net[1].training
    assert torch.equal(randoms[0], torch.get_rng_state())
    assert randoms[1:] == (random.getstate(), np.random.get_state()[1].tolist())


def test_an_error_in_the_middle_leaves_nothing_either():
    net, batches = net_and_batches()
    optimizer = sgd(net)
    before = copy.deepcopy(net.state_dict())
    with pytest.raises(ValueError, match="size"):
        range_test(net, optimizer, [*batches, (torch.zeros(2, 5), torch.zeros(3, dtype=torch.long))])
    torch.testing.assert_close(net.state_dict(), before, rtol=0, atol=0)
    assert optimizer.param_groups[0]["lr"] == 0.1


def test_a_loss_that_is_not_finite_from_the_start_is_said():
    net, batches = net_and_batches()
    with pytest.raises(InputError, match="the first batch is nan"):
        range_test(net, sgd(net), batches, loss=lambda model, batch: model(batch[0]).sum() * math.nan)


@pytest.mark.parametrize(
    "wrong",
    [{"low": 0}, {"low": 1, "high": 1}, {"high": math.inf}, {"steps": 1}, {"smoothing": 1}, {"stop": 1}],
)
def test_settings_without_sense_are_turned_down(wrong):
    net, batches = net_and_batches()
    with pytest.raises(InputError, match="0 < low < high"):
        range_test(net, sgd(net), batches, **wrong)


def test_no_batches_and_a_rate_of_zero_are_turned_down():
    net, batches = net_and_batches()
    with pytest.raises(InputError, match="there are none"):
        range_test(net, sgd(net), [])
    with pytest.raises(InputError, match="there are none"):
        range_test(net, sgd(net), iter(batches))  # used up after four
    with pytest.raises(InputError, match="rate 0"):
        range_test(net, sgd(net, lr=0.0), batches)


def test_figure_and_table_name_the_marks():
    net, batches = net_and_batches()
    test = range_test(net, sgd(net), batches, high=100.0)
    (axes,) = test.figure().axes
    assert axes.get_xscale() == "log" and axes.get_xlabel() == "learning rate" and axes.get_ylabel() == "loss"
    assert f"{test.suggestion:.2e}" in test.table() and "diverged" in test.table()


def test_a_configuration_is_tested_without_a_trace(config, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    state = torch.get_rng_state()
    test = lr_find(config, low=1e-6, high=10.0, steps=40)
    assert 2 <= len(test.rates) <= 40 and test.losses[0] == pytest.approx(math.log(7), abs=0.6)
    assert test.losses == lr_find(config, low=1e-6, high=10.0, steps=40).losses, "the seed decides"
    assert torch.equal(state, torch.get_rng_state())
    assert not list(tmp_path.iterdir())
