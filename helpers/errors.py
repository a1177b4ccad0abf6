"""Errors with one clear line: what was wrong and what would be right.

>>> require("cv2", extra="audit")
"""

import importlib
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


class InputError(ValueError):
    """Bad input by the user; the command line prints the message alone and exits with code 2."""


def require(module: str, *, extra: str) -> ModuleType:
    """Import an optional dependency.

    Raises InputError with the extra to install where `module` is missing.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise
        raise InputError(
            f"this needs {error.name}, which is not installed: pip install 'fishcourse[{extra}]'"
        ) from None


def choose(kind: str, name: str, choices: dict[str, T]) -> T:
    """Look `name` up in a registry; raises InputError that lists the choices."""
    if name not in choices:
        raise InputError(f"unknown {kind} {name!r}: choose from {', '.join(sorted(choices))}")
    return choices[name]
