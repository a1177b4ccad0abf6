"""What tests share: a cache folder of their own, a tiny image folder, and the real photos where they are."""

import os
from pathlib import Path

# Small tensors gain nothing from a second thread, and beside another test each would wait for the other.
os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import pytest
from PIL import Image

PHOTOS = Path(__file__).parents[2] / "shared" / "fish-disease"
CLASSES = ("Fungal", "Healthy", "Parasites")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Tests neither read nor fill the user's cache folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FISHCOURSE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def photos():
    """The folder of real photos beside the repository; skips where it is absent."""
    if not (PHOTOS / "Train").is_dir():
        pytest.skip(f"the real photos are not in {PHOTOS}")
    return PHOTOS


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory):
    """Train (4 a class) and Test (2 a class) of 3 classes: 32 x 24 px PNG noise, all different. Read only."""
    root = tmp_path_factory.mktemp("tiny") / "photos"
    rng = np.random.default_rng(0)
    for folder, count in (("Train", 4), ("Test", 2)):
        for label in CLASSES:
            (root / folder / label).mkdir(parents=True)
            for i in range(count):
                pixels = rng.integers(0, 256, (24, 32, 3), dtype=np.uint8)
                Image.fromarray(pixels).save(root / folder / label / f"{label} ({i}).png")
    return root


def pytest_terminal_summary(terminalreporter):
    """The matrices of tests/answers. Here, for with xdist only this conftest is loaded where reports are."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    tables = sorted(text for report in reports for name, text in report.user_properties if name == "matrix")
    if tables:
        terminalreporter.section("answers: what the autograder takes and leaves")
        terminalreporter.write_line("\n\n".join(tables))
