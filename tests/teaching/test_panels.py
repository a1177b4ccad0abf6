"""Small multiples: one panel a group, shared axes, one legend."""

import pytest

from helpers.errors import InputError
from helpers.teaching.panels import panels

BENDS = {
    "ReLU": [([-1, 0, 1], [0, 0, 1]), ([-1, 1], [0, 1])],
    "identity": [([-1, 1], [-2, 2]), ([-1, 1], [1, 1])],
    "square": [([-1, 0, 1], [1, 0, 1]), ([-1, 1], [-2, 2])],
}
LINES = ["value", "slope"]


def shown(figure):
    return [panel for panel in figure.axes if panel.get_visible()]


def test_one_panel_a_group_on_the_same_axes():
    figure = panels(BENDS, lines=LINES, x="z", y="f(z)", columns=2)
    found = shown(figure)
    assert [panel.get_title(loc="left") for panel in found] == list(BENDS)
    assert len({panel.get_ylim() for panel in found}) == len({panel.get_xlim() for panel in found}) == 1
    assert all(panel.get_legend() is None for panel in found)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == LINES


def test_each_curve_is_in_its_panel():
    identity = shown(panels(BENDS, lines=LINES, x="z", y="f(z)"))[1]
    assert [line.get_ydata().tolist() for line in identity.lines] == [[-2, 2], [1, 1]]


def test_the_last_panel_of_each_column_names_the_x_axis():
    found = shown(panels(BENDS, lines=LINES, x="z", y="f(z)", columns=2))
    assert [panel.get_xlabel() for panel in found] == ["", "z", "z"]
    assert [panel.get_ylabel() for panel in found] == ["f(z)", "", "f(z)"]


def test_log_start_and_limits_reach_the_panels():
    groups = {"a": [[1.0, 10.0]], "b": [[2.0, 20.0]]}
    figure = panels(groups, lines=["size"], x="layer", y="size", log=True, start=1, y_limits=(0.1, 100))
    assert {panel.get_yscale() for panel in figure.axes} == {"log"}
    assert {panel.get_ylim() for panel in figure.axes} == {(0.1, 100)}
    assert list(figure.axes[1].lines[0].get_xdata()) == [1, 2]
    assert not figure.legends  # a single curve needs none


@pytest.mark.parametrize("groups", [{}, {"a": [[1.0]], "b": []}])
def test_a_curve_for_each_line_or_an_error(groups):
    with pytest.raises(InputError, match="expected 1 curves in each panel"):
        panels(groups, lines=["size"], x="x", y="y")
