"""Errors that name the remedy."""

import subprocess
import sys

import pytest

from helpers.errors import InputError, choose, require


def test_missing_extra_is_named():
    with pytest.raises(InputError, match=r"needs no_such_module, .* pip install 'fishcourse\[audit\]'"):
        require("no_such_module.inner", extra="audit")
    assert require("json", extra="audit").loads("1") == 1


def test_choices_are_listed():
    assert choose("fish", "carp", {"carp": 1}) == 1
    with pytest.raises(InputError, match="unknown fish 'cod': choose from carp, tench"):
        choose("fish", "cod", {"tench": 1, "carp": 2})


@pytest.mark.slow
def test_the_library_imports_without_extras():
    """A bare GPU server has torch, torchvision, lightning, torchmetrics and what they need, nothing else."""
    code = """
import importlib, pkgutil, sys
import helpers
# What only notebooks, authors and graders use may need what they have.
apart = ("helpers.teaching", "helpers.authoring", "helpers.grading")
for module in pkgutil.walk_packages(helpers.__path__, "helpers."):
    if not module.name.startswith(apart):
        importlib.import_module(module.name)
extras = {"cv2", "kagglehub", "onnx", "onnxruntime", "onnxscript", "sklearn", "pytest"}
extras |= {"nbgrader", "nbformat", "nbclient", "polib", "markdown_it", "distributed"}
assert not extras & set(sys.modules), extras & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
