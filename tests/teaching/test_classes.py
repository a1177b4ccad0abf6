"""Figures with a class a row: the right numbers at the right place, legible, in the reader's language."""

import numpy as np
import pytest

from helpers.errors import InputError
from helpers.teaching.classes import confusion, diagnosis, per_class

CLASSES = ["gill", "healthy", "red"]
COUNTS = [[8, 2, 0], [0, 0, 0], [1, 3, 5]]


def names(axis):
    return [label.get_text() for label in axis.get_ticklabels()]


def test_bars_keep_the_order_from_top_to_bottom_and_show_their_values():
    (panel,) = per_class({"red": 12, "healthy": 30}, x="photos").axes
    assert names(panel.yaxis) == ["red", "healthy"] and panel.yaxis_inverted()
    assert [bar.get_width() for bar in panel.patches] == [12, 30]
    assert [text.get_text() for text in panel.texts] == ["12", "30"]
    assert panel.get_xlabel() == "photos"


def test_rows_of_a_confusion_matrix_are_true_classes_and_zeros_stay_blank():
    (panel,) = confusion(COUNTS, CLASSES).axes
    shown = {text.get_position(): text.get_text() for text in panel.texts}
    assert shown == {(0, 0): "8", (1, 0): "2", (0, 2): "1", (1, 2): "3", (2, 2): "5"}
    assert (panel.get_xlabel(), panel.get_ylabel()) == ("predicted class", "true class")
    assert names(panel.yaxis) == ["gill  0", "healthy  1", "red  2"]


def test_cells_are_coloured_by_their_share_of_the_row():
    (panel,) = confusion(COUNTS, CLASSES).axes
    drawn = panel.images[0].get_array()
    assert np.allclose(drawn, [[0.8, 0.2, 0], [0, 0, 0], [1 / 9, 3 / 9, 5 / 9]])
    white = [text.get_text() for text in panel.texts if text.get_color() == "white"]
    assert white == ["8", "5"]


def test_fields_of_the_title_are_filled_in():
    (panel,) = confusion(COUNTS, CLASSES, title="recall {recall:.0f} %", recall=80.2).axes
    assert panel.get_title(loc="left") == "recall 80 %"


def test_a_confusion_matrix_of_another_size_is_refused():
    with pytest.raises(InputError, match="3 classes"):
        confusion([[1, 2], [3, 4]], CLASSES)


def test_a_diagnosis_shows_the_photo_and_percent():
    picture, panel = diagnosis(np.zeros((3, 8, 8)), {"gill": 0.25, "red": 0.75}).axes
    assert picture.images[0].get_array().shape == (8, 8, 3)
    assert [text.get_text() for text in panel.texts] == ["25", "75"]
    assert panel.get_xlabel() == "probability in %"


def test_labels_are_translated_and_class_names_are_not(monkeypatch):
    known = {"predicted class": "đoán", "true class": "thật", "gill": "mang"}
    monkeypatch.setattr("helpers.teaching.classes._", lambda text: known.get(text, text))
    (panel,) = confusion(COUNTS, CLASSES).axes
    assert (panel.get_xlabel(), panel.get_ylabel()) == ("đoán", "thật")
    assert names(panel.yaxis)[0] == "gill  0"


def test_long_names_are_shortened():
    (panel,) = per_class({"a disease whose name is longer than a line of the figure": 1}, x="photos").axes
    assert names(panel.yaxis)[0].endswith("…")
