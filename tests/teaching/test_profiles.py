"""Profiles: a panel a path, on the curve of the loss, and nothing outside the picture."""

import pytest

from helpers.errors import InputError
from helpers.teaching.profiles import profiles


def test_a_panel_a_path_that_lies_on_the_curve():
    figure = profiles(lambda w: w**2 / 2, {"near": [1.0, 0.5], "far": [2.0, -3.0, 9.0]}, x=(-4, 4))
    assert [panel.get_title(loc="left") for panel in figure.axes] == ["near", "far"]
    for panel, path in zip(figure.axes, ([1.0, 0.5], [2.0, -3.0, 9.0]), strict=True):
        walked = panel.lines[1]
        assert list(walked.get_xdata()) == path
        assert list(walked.get_ydata()) == [w**2 / 2 for w in path]
        assert panel.get_xlim() == (-4, 4) and panel.get_ylim()[1] == pytest.approx(8)
    assert figure.axes[0].get_ylabel() and figure.axes[-1].get_xlabel() == "w"


def test_no_path_is_turned_down():
    with pytest.raises(InputError, match="none"):
        profiles(lambda w: w, {}, x=(0, 1))
