"""The smallest photos that the measurements of speed run on."""

import hashlib

import numpy as np
import pytest
from PIL import Image

from helpers.bench.case import empty_cache, prepare
from helpers.data import synthetic


@pytest.fixture(scope="session")
def fish(tmp_path_factory):
    """56 rendered fish of 32 px."""
    return synthetic.write(tmp_path_factory.mktemp("speed") / "photos", synthetic.render(56, 32))


@pytest.fixture
def coloured(tmp_path):
    """A case of two classes; each image has one colour, by which it can be told from the others."""
    rows = ["sha256,source_group"]
    for i in range(20):
        folder = tmp_path / "photos" / "ab"[i % 2]
        folder.mkdir(parents=True, exist_ok=True)
        pixels = np.full((24, 30, 3), (10 * i, 255 - 10 * i, 128), dtype=np.uint8)
        Image.fromarray(pixels).save(folder / f"{i}.png")
        rows.append(f"{hashlib.sha256((folder / f'{i}.png').read_bytes()).hexdigest()},fish{i}")
    (tmp_path / "photos" / "groups.csv").write_text("\n".join(rows))
    with empty_cache():
        yield prepare(tmp_path / "photos", model="compact", size_px=32, epochs=2, batch_size=4, device="cpu")
