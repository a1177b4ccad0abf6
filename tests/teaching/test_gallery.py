"""Galleries: a row a name, a title a column, and the pixels that were given."""

import io

import numpy as np
import pytest
import torch
from PIL import Image

from helpers.errors import InputError
from helpers.teaching.gallery import gallery, pictures

IMAGES = torch.rand(3, 3, 8, 8, generator=torch.Generator().manual_seed(0))


def test_a_row_a_name_and_a_title_a_column():
    figure = gallery({"as taken": IMAGES, "mirrored": IMAGES.flip(-1)}, columns=["a", "b", "c"])
    assert [panel.get_ylabel() for panel in figure.axes] == ["as taken", "", "", "mirrored", "", ""]
    assert [panel.get_title() for panel in figure.axes[:3]] == ["a", "b", "c"]
    assert np.array_equal(figure.axes[4].images[0].get_array(), IMAGES[1].flip(-1).permute(1, 2, 0))


def test_bytes_are_shown_as_they_are_and_floats_cut_off():
    dark = gallery({"bytes": (IMAGES * 255).to(torch.uint8)})
    assert dark.axes[0].images[0].get_array().max() > 1
    assert gallery({"bright": IMAGES * 3}).axes[0].images[0].get_array().max() == 1


@pytest.mark.parametrize("rows", [{}, {"one": IMAGES, "other": IMAGES[:2]}, {"none": IMAGES[:0]}])
def test_rows_of_different_length_are_turned_down(rows):
    with pytest.raises(InputError, match="same number"):
        gallery(rows)


def test_titles_must_match_the_pictures():
    with pytest.raises(InputError, match="3 pictures"):
        gallery({"as taken": IMAGES}, columns=["a"])


def test_single_pictures_with_titles_wrap():
    named = {"a": IMAGES[0], "b": IMAGES[1], "grey": IMAGES[2, :1].expand(3, -1, -1)}
    figure = pictures(named, columns=2)
    assert [panel.get_title() for panel in figure.axes] == ["a", "b", "grey", ""]
    with pytest.raises(InputError, match="at least one"):
        pictures({})


def test_a_notebook_keeps_few_colours():
    figure = pictures({"noise": torch.rand(3, 64, 64)}, smooth=False)
    with Image.open(io.BytesIO(figure._repr_png_())) as kept:
        assert kept.mode == "P" and len(kept.getcolors()) <= 256
