"""Bars side by side: one a group and label, with its value on top; what does not fit is refused."""

import itertools

import matplotlib.container
import pytest
import torch

from helpers.errors import InputError
from helpers.teaching.bars import bars


def test_a_bar_for_each_group_and_label_with_its_value():
    figure = bars(
        {"softmax": torch.tensor([0.7, 0.3]), "sigmoid": [0.9, 0.5]}, labels=["2", "0"], x="x", y="y"
    )
    (panel,) = figure.axes
    drawn = [c for c in panel.containers if isinstance(c, matplotlib.container.BarContainer)]
    assert [[round(bar.get_height(), 2) for bar in group] for group in drawn] == [[0.7, 0.3], [0.9, 0.5]]
    assert [text.get_text() for text in panel.texts] == ["0.70", "0.30", "0.90", "0.50"]
    assert [label.get_text() for label in panel.get_xticklabels()] == ["2", "0"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["softmax", "sigmoid"]


def test_bars_of_one_label_stand_beside_each_other():
    (panel,) = bars({"a": [1.0], "b": [1.0], "c": [1.0]}, labels=["one"], x="x", y="y", y_limits=(0, 2)).axes
    spans = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in panel.patches]
    assert all(left[1] < right[0] for left, right in itertools.pairwise(spans))
    assert panel.get_ylim() == (0, 2)


@pytest.mark.parametrize("groups", [{}, {"a": [1.0]}, {"a": [1.0, 2.0], "b": [1.0, 2.0, 3.0]}])
def test_groups_that_do_not_fit_the_labels_are_refused(groups):
    with pytest.raises(InputError, match="2 values in each group"):
        bars(groups, labels=["one", "two"], x="x", y="y")
