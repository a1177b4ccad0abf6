"""Points in three arms, and the picture of what a classifier makes of the plane."""

import numpy as np
import pytest
import torch

from helpers.errors import InputError
from helpers.teaching.regions import GRID, arms, regions


def test_arms_depend_on_their_seed_alone():
    points, labels = arms(300, seed=3)
    torch.rand(1)
    again, _labels = arms(300, seed=3)
    assert torch.equal(points, again) and not torch.equal(points, arms(300, seed=4)[0])
    assert points.shape == (300, 2) and points.dtype == torch.float32
    assert labels.bincount().tolist() == [100, 100, 100]
    assert points.norm(dim=1).min() > 0.1 and points.norm(dim=1).max() < 1.05


def test_straight_lines_do_not_part_the_arms_but_neighbours_tell_them():
    points, labels = arms(300, seed=0)
    ones = torch.cat([points, torch.ones(300, 1)], dim=1)
    fitted = ones @ torch.linalg.lstsq(ones, torch.nn.functional.one_hot(labels).float()).solution
    assert (fitted.argmax(1) == labels).float().mean() < 0.9
    unseen, theirs = arms(300, seed=1)
    nearest = torch.cdist(unseen, points).argmin(1)
    assert (labels[nearest] == theirs).float().mean() > 0.95


def test_a_panel_shows_the_class_with_the_largest_score():
    points, labels = arms(30, seed=0)

    def left_or_right(places):
        return torch.stack([-places[:, 0], torch.zeros(len(places)) - 9, places[:, 0]], dim=1)

    figure = regions({"sides": left_or_right, "again": left_or_right}, points, labels)
    assert [panel.get_title(loc="left") for panel in figure.axes] == ["sides", "again"]
    shown = np.asarray(figure.axes[0].images[0].get_array())
    assert (shown[:, : GRID // 2] == 0).all() and (shown[:, GRID // 2 + 1 :] == 2).all()
    assert sum(len(line.get_xdata()) for line in figure.axes[0].lines) == 30


def test_no_classifier_is_refused():
    with pytest.raises(InputError, match="at least one"):
        regions({}, *arms(30, seed=0))
