"""The pixel cache: decoded once, whole or not there, in the order that was asked for."""

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from helpers.data import cache
from helpers.data.cache import cache_folder, decode
from helpers.errors import InputError


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("FISHCOURSE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def images(tmp_path):
    for i in range(4):
        Image.new("RGB", (20 + i, 10), (50 * i, 0, 255)).save(tmp_path / f"{i}.png")
    return pd.DataFrame({"path": [f"{i}.png" for i in range(4)], "sha256": [str(i) * 64 for i in range(4)]})


def test_pixels_of_each_row(images, tmp_path):
    pixels = decode(tmp_path, images, size_px=16)
    assert pixels.shape == (4, 3, 16, 16) and pixels.dtype == np.uint8
    assert pixels[:, 0, 8, 8].tolist() == [0, 50, 100, 150] and (pixels[:, 2] == 255).all()


def test_decodes_once(images, tmp_path, monkeypatch):
    before = decode(tmp_path, images, size_px=16).copy()

    def never(path):
        raise AssertionError(f"{path} was decoded again")

    monkeypatch.setattr(cache, "open_rgb", never)
    assert np.array_equal(decode(tmp_path, images, size_px=16), before)


def test_other_order_or_size_is_another_cache(images, tmp_path):
    pixels = decode(tmp_path, images, size_px=16)
    turned = decode(tmp_path, images.iloc[::-1], size_px=16)
    assert np.array_equal(turned, pixels[::-1])
    assert decode(tmp_path, images, size_px=8).shape == (4, 3, 8, 8)


def test_a_failed_decoding_leaves_no_cache(images, tmp_path):
    (tmp_path / "2.png").write_text("not an image")
    with pytest.raises(InputError, match=r"2\.png: not an image"):
        decode(tmp_path, images, size_px=16)
    assert list((cache_folder() / "pixels").iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "variable", "below"),
    [("linux", "XDG_CACHE_HOME", "fishcourse"), ("win32", "LOCALAPPDATA", "fishcourse")],
)
def test_cache_folder_of_the_platform(platform, variable, below, tmp_path, monkeypatch):
    monkeypatch.delenv("FISHCOURSE_CACHE")
    monkeypatch.setattr(cache.sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert cache_folder() == tmp_path / below and cache_folder().is_dir()
