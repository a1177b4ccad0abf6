"""Strips: one quantity below the other over the same steps."""

import pytest

from helpers.errors import InputError
from helpers.teaching.strips import strips

RUNS = {
    "learning rate": {"constant": [1.0, 1.0], "cosine": [1.0, 0.5]},
    "loss": {"constant": [3.0, 20.0], "cosine": ([0, 2], [3.0, 0.1])},
}


def test_a_strip_a_quantity_with_its_own_scale_and_one_legend():
    figure = strips(RUNS, x="step", log=["loss"])
    assert [strip.get_ylabel() for strip in figure.axes] == list(RUNS)
    assert [strip.get_yscale() for strip in figure.axes] == ["linear", "log"]
    assert [strip.get_xlabel() for strip in figure.axes] == ["", "step"]
    assert all(strip.get_legend() is None for strip in figure.axes)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["constant", "cosine"]


def test_x_is_shared_and_starts_where_asked():
    figure = strips({"rate": {"one": [1.0, 2.0]}, "loss": {"one": ([5, 9], [1.0, 2.0])}}, x="epoch", start=5)
    assert list(figure.axes[0].lines[0].get_xdata()) == [5, 6]
    assert figure.axes[0].get_xlim() == figure.axes[1].get_xlim()
    assert not figure.legends  # a single run needs none


@pytest.mark.parametrize("quantities", [{}, {"rate": {"one": [1.0]}, "loss": {"other": [1.0]}}])
def test_strips_that_could_not_share_a_legend_are_turned_down(quantities):
    with pytest.raises(InputError, match="same runs"):
        strips(quantities, x="step")


def test_log_of_an_unknown_quantity_is_turned_down():
    with pytest.raises(InputError, match="accuracy"):
        strips(RUNS, x="step", log=["accuracy"])


def test_values_may_be_a_tuple_of_numbers_too():
    (strip,) = strips({"loss": {"a": (3.0, 2.0, 1.0), "b": ([0, 5], [1.0, 2.0])}}, x="epoch").axes
    assert [line.get_xdata().tolist() for line in strip.lines] == [[0, 1, 2], [0, 5]]
