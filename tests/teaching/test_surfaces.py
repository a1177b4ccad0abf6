"""Surfaces have the curvature, minima and traps that their docstrings say; figures draw them."""

import pytest
import torch

from helpers.errors import InputError
from helpers.teaching.figures import curves, walks
from helpers.teaching.surfaces import dent, saddle, valley


@pytest.mark.parametrize("surface", [valley(), saddle(), dent()], ids=lambda surface: surface.name)
def test_minima_are_minima(surface):
    for w in surface.minima:
        assert surface.gradient(w).norm() < 1e-5
        hessian = torch.autograd.functional.hessian(surface.value, w)
        assert torch.linalg.eigvalsh(hessian).min() > 0


def test_the_condition_number_of_the_valley():
    hessian = torch.autograd.functional.hessian(valley(40.0).value, torch.ones(2))
    low, high = torch.linalg.eigvalsh(hessian)
    assert high / low == pytest.approx(40.0)
    with pytest.raises(InputError, match=r"condition is 0\.5"):
        valley(0.5)


def test_the_saddle_is_one():
    origin = torch.zeros(2)
    assert saddle().gradient(origin).norm() == 0
    low, high = torch.linalg.eigvalsh(torch.autograd.functional.hessian(saddle().value, origin))
    assert low < 0 < high


def test_the_dent_holds_plain_descent():
    surface = dent()
    w = surface.start
    for _ in range(400):
        w = w - 0.1 * surface.gradient(w)
    assert surface.gradient(w).norm() < 1e-4
    assert w[0] < -1.5


def test_noise_has_its_standard_deviation():
    surface, generator = valley(), torch.Generator().manual_seed(0)
    noisy = torch.stack(
        [surface.gradient(surface.start, noise=2.0, generator=generator) for _ in range(2000)]
    )
    assert noisy.std(0) == pytest.approx([2.0, 2.0], rel=0.1)
    assert noisy.mean(0) == pytest.approx(surface.gradient(surface.start).tolist(), abs=0.2)


def test_walks_have_a_panel_each_and_hide_the_odd_one():
    path = torch.zeros(4, 2)
    figure = walks(valley(), {"a": path, "b": path, "c": path})
    assert [panel.get_title(loc="left") for panel in figure.axes if panel.get_visible()] == ["a", "b", "c"]


def test_curves_take_values_or_pairs():
    figure = curves({"a": [3, 2, 1], "b": ([10, 20], [1, 2])}, x="step", y="loss", log=True, start=1)
    first, second = figure.axes[0].lines[:2]
    assert list(first.get_xdata()) == [1, 2, 3]
    assert list(second.get_xdata()) == [10, 20]
    assert figure.axes[0].get_yscale() == "log"
