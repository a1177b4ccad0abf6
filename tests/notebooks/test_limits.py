"""The plugin that holds lectures to their time and memory."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.authoring.notebook import set_metadata, write
from tests.notebooks.limits import slowness

REPOSITORY = Path(__file__).parents[2]


def run(path, *options):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval-lax", "-p", "tests.notebooks.limits", "-p",
         "no:cacheprovider", f"--rootdir={path.parent}", *options, str(path)],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )  # fmt: skip


def test_a_notebook_over_its_limits_fails_and_is_shown(tmp_path):
    nb = new_notebook(cells=[new_code_cell("1", id="one")])
    set_metadata(nb, "en")
    write(nb, tmp_path / "07_a.ipynb")
    within = run(tmp_path / "07_a.ipynb")
    assert within.returncode == 0, within.stdout
    assert re.search(r"^07_a\.ipynb +\d+ +\d+ +\d+ +1\.0$", within.stdout, re.MULTILINE)
    assert "its kernel held" in run(tmp_path / "07_a.ipynb", "--notebook-megabytes=1").stdout
    tight = ["--notebook-seconds=0.01", "--notebook-slowness"]
    assert "the notebook has run" in run(tmp_path / "07_a.ipynb", *tight, "2").stdout
    allowed = run(tmp_path / "07_a.ipynb", *tight, "10000")
    assert allowed.returncode == 0, allowed.stdout


@pytest.mark.slow
def test_the_machine_is_measured_by_the_training_of_the_lectures():
    assert 0.2 < slowness() < 20
