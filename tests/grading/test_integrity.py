"""What is put back before a test."""

import builtins
import sys
import types

import numpy as np
import pytest
import torch

from helpers.errors import InputError
from helpers.grading.kernel.integrity import Pristine
from helpers.grading.kernel.limits import Limits


@pytest.fixture(scope="module")
def pristine():
    return Pristine()


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (torch, "allclose"),
        (torch.Tensor, "backward"),
        (torch.nn.Linear, "forward"),
        (np, "allclose"),
        (builtins, "abs"),
        (builtins, "__import__"),
        (torch.nn.functional, "relu"),
    ],
)
def test_a_replaced_function_is_put_back_and_named(pristine, monkeypatch, owner, name):
    before = vars(owner)[name]
    # monkeypatch as a safety net: with a broken builtin, nothing else of this run would work.
    monkeypatch.setattr(owner, name, before)
    real, setter = builtins.__import__, setattr
    setter(owner, name, lambda *args, **kwargs: real(*args, **kwargs) if name == "__import__" else True)
    changed = pristine.restore()
    assert vars(owner)[name] is before
    assert any(text.endswith(f".{name}") for text in changed)
    assert pristine.restore() == []


@pytest.mark.parametrize(("owner", "name"), [(torch.Tensor, "__eq__"), (torch.nn.functional, "isinstance")])
def test_what_hides_an_inherited_or_builtin_name_goes(pristine, owner, name):
    assert name not in vars(owner)
    setattr(owner, name, lambda *args: True)
    changed = pristine.restore()
    assert name not in vars(owner)
    assert [text.rpartition(".")[2] for text in changed] == [name]


def test_a_module_that_was_replaced_is_put_back(pristine, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", types.ModuleType("torch"))
    assert pristine.restore() == ["sys.modules.torch"]
    assert sys.modules["torch"] is torch


def test_what_a_notebook_defines_is_its_own(pristine, monkeypatch):
    monkeypatch.setattr(torch, "mine", lambda: 1, raising=False)
    assert pristine.restore() == []


@pytest.mark.parametrize("name", ["wall_s", "memory_mib", "processes", "output_kib"])
def test_limits_are_above_nothing(name):
    with pytest.raises(InputError, match=f"{name} is 0: it must be above 0"):
        Limits(**{name: 0})


def test_the_cpu_time_follows_the_wall_time():
    assert Limits().lasting(10).cpu_s == 40
