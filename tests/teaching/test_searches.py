import pytest
import torch

from helpers.errors import InputError
from helpers.teaching.searches import trials


def test_each_search_has_a_panel_with_its_trials_and_a_mark_on_each_axis():
    few, many = torch.rand(3, 2), torch.rand(5, 2)
    figure = trials({"few": few, "many": many}, x="rate", y="decay", best=torch.tensor([0.5, 0.25]))
    left, right = figure.axes
    assert [panel.get_title(loc="left") for panel in (left, right)] == ["few", "many"]
    assert left.get_xlabel() == "rate"
    assert (left.get_ylabel(), right.get_ylabel()) == ("decay", "")
    for panel, points in ((left, few), (right, many)):
        dots, *marks, star = panel.lines
        assert torch.allclose(torch.tensor(dots.get_xydata(), dtype=torch.float32), points)
        assert len(marks) == 2 * len(points)
        assert star.get_xydata().tolist() == [[0.5, 0.25]]


def test_no_star_where_no_best_is_given():
    (panel,) = trials({"one": torch.rand(1, 2)}, x="x", y="y").axes
    assert len(panel.lines) == 3


def test_trials_of_another_shape_are_named():
    with pytest.raises(InputError, match=r"the trials of 'flat' have the shape \(4,\), expected \(n, 2\)"):
        trials({"flat": torch.rand(4)}, x="x", y="y")
