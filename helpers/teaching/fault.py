"""How a student's value differs from the one expected: its type, shape, dtype, device, or some of its values.

Types are compared by identity and values copied out by methods of torch.Tensor itself, so an object that
claims to equal everything gains nothing, nor does one whose class does, nor a tensor with methods of its own.

>>> find(torch.tensor([1.0]), torch.tensor([2.0])).text
'expected [2], got [1]'
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from helpers.teaching.language import translate as _

# Relative to the largest entry expected; what a hundred terms summed in another order leave. Pairs, since a
# dict could be changed by the answers that are compared.
TOLERANCE = ((torch.float64, 1e-9), (torch.float32, 1e-5), (torch.float16, 5e-3), (torch.bfloat16, 4e-2))
NUMBERS = (int, float, np.float64, np.float32, np.int64, np.int32)
DIGITS = (6, 9, 17)  # that a message gives a number, the fewest that show a difference
SHORT = 6  # entries of a tensor that a message shows in full


@dataclass(frozen=True)
class Fault:
    """One difference. tag: type, shape, dtype, device or value; text: what was expected and what came."""

    tag: str
    text: str


def find(actual: Any, expected: Any, tolerance: float | None = None) -> Fault | None:
    """The first difference between two tensors, arrays, numbers, bools, texts, lists, dicts, or None.

    tolerance: relative to the largest entry of each tensor expected; None: by its dtype, see TOLERANCE.
    A list and a tuple count as the same, so do an int, a float, a numpy number and a tensor of no dimension.
    """
    if isinstance(expected, torch.Tensor):
        if not _is(actual, torch.Tensor, torch.nn.Parameter):
            return _of_type(actual, expected)
        return _of_tensors(torch.Tensor.detach(actual), torch.Tensor.detach(expected), tolerance)
    if isinstance(expected, np.ndarray):
        if type(actual) is not np.ndarray:
            return _of_type(actual, expected)
        return _of_tensors(torch.from_numpy(actual), torch.from_numpy(expected), tolerance)
    if isinstance(expected, list | tuple):
        return _of_lists(actual, expected, tolerance)
    if isinstance(expected, dict):
        return _of_dicts(actual, expected, tolerance)
    if _is(expected, *NUMBERS):
        return _of_numbers(actual, expected, tolerance)
    actual = plain(actual)
    if type(actual) is not type(expected):
        return _of_type(actual, expected)
    return None if actual == expected else _of_values(actual, expected)


def plain(value: Any) -> Any:
    """A tensor of no dimension or a numpy bool as Python's own bool or number; anything else as it is."""
    if type(value) is torch.Tensor and torch.Tensor.dim(value) == 0:
        return torch.Tensor.item(value)
    return value.item() if type(value) is np.bool_ else value


def _is(value: Any, *types: type) -> bool:
    """Whether the value's type is one of these, whatever its own class says of equality."""
    return any(type(value) is each for each in types)


def _usual(dtype: torch.dtype, otherwise: float) -> float:
    return next((tolerance for known, tolerance in TOLERANCE if known is dtype), otherwise)


def _of_tensors(actual: torch.Tensor, expected: torch.Tensor, tolerance: float | None) -> Fault | None:
    if actual.shape != expected.shape:
        return _differing("shape", _("expected shape {wanted}, got {came}"), actual, expected, tuple)
    if actual.dtype != expected.dtype:
        return _differing("dtype", _("expected dtype {wanted}, got {came}"), actual, expected, str)
    if actual.device != expected.device:
        return _differing("device", _("expected device {wanted}, got {came}"), actual, expected, str)
    if torch.equal(actual, expected):  # most are, and this is fifty times quicker
        return None
    if tolerance is None:
        tolerance = _usual(expected.dtype, 0.0)
    came, wanted = (tensor.cpu().to(torch.float64) for tensor in (actual, expected))
    finite = wanted[wanted.isfinite()].abs()
    scale = finite.max().item() if len(finite) else 0.0
    off = ~torch.isclose(came, wanted, rtol=0.0, atol=tolerance * (scale or 1.0), equal_nan=True)
    if not off.any():
        return None
    if wanted.numel() <= SHORT:
        return _of_values(came.tolist(), wanted.tolist())
    where = off.nonzero()[0].tolist()
    first = _of_values(came[tuple(where)].item(), wanted[tuple(where)].item())
    text = _("at {where} {fault} ({count} of {total} entries differ)")
    text = text.format(where=where, fault=first.text, count=int(off.sum()), total=off.numel())
    return Fault("value", text)


def _differing(tag: str, text: str, actual: torch.Tensor, expected: torch.Tensor, shown) -> Fault:
    came, wanted = (shown(getattr(tensor, tag)) for tensor in (actual, expected))
    return Fault(tag, text.format(wanted=wanted, came=came))


def _of_numbers(actual: Any, expected: float, tolerance: float | None) -> Fault | None:
    dtype = actual.dtype if type(actual) is torch.Tensor else torch.float64
    if tolerance is None:
        tolerance = _usual(dtype, _usual(torch.float64, 0.0))
    number = plain(actual)
    if not _is(number, *NUMBERS):
        return _of_type(actual, expected)
    both_nan = number != number and expected != expected
    # Where the expected number is 0, the tolerance is absolute.
    room = tolerance * (abs(expected) or 1.0)
    same = both_nan or math.isclose(number, expected, rel_tol=0.0, abs_tol=room)
    return None if same else _of_values(number, expected)


def _of_lists(actual: Any, expected: Any, tolerance: float | None) -> Fault | None:
    if not _is(actual, list, tuple):
        return _of_type(actual, expected)
    if len(actual) != len(expected):
        text = _("expected {wanted} items, got {came}")
        return Fault("shape", text.format(wanted=len(expected), came=len(actual)))
    fault = _of_items(list(enumerate(actual)), expected, tolerance)
    if fault and len(expected) <= SHORT and all(_is(item, *NUMBERS) for item in (*actual, *expected)):
        return _of_values(actual, expected)
    return fault


def _of_dicts(actual: Any, expected: dict, tolerance: float | None) -> Fault | None:
    if type(actual) is not dict:
        return _of_type(actual, expected)
    # A key's own class could say that it is any other.
    known = {type(key) for key in expected} | {*NUMBERS, bool, str}
    if not all(_is(key, *known) for key in actual) or set(actual) != set(expected):
        return _of_values(sorted(map(repr, actual)), sorted(map(repr, expected)))
    return _of_items(list(actual.items()), expected, tolerance)


def _of_items(items: list[tuple], expected: Any, tolerance: float | None) -> Fault | None:
    for key, value in items:
        fault = find(value, expected[key], tolerance)
        if fault is not None:
            return Fault(fault.tag, _("item {key}: {fault}").format(key=key, fault=fault.text))
    return None


def _of_type(actual: Any, expected: Any) -> Fault:
    simple = (*NUMBERS, bool, str, type(None))
    if _is(actual, *simple) and _is(expected, *simple):
        return Fault("type", _of_values(actual, expected).text)
    text = _("expected type {wanted}, got type {came}")
    return Fault("type", text.format(wanted=type(expected).__name__, came=type(actual).__name__))


def _of_values(actual: Any, expected: Any) -> Fault:
    for digits in DIGITS:
        wanted, came = _short(expected, digits), _short(actual, digits)
        if wanted != came:
            break
    return Fault("value", _("expected {wanted}, got {came}").format(wanted=wanted, came=came))


def _short(value: Any, digits: int = DIGITS[0]) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(_short(item, digits) for item in value)}]"
    return f"{value:.{digits}g}" if isinstance(value, float) else repr(value)
