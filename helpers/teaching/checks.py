"""What the tests of an assignment call: is the answer right, wrong (by what error), or not attempted?

Right answers pass in silence. A wrong one raises Wrong: the message says what was expected, what came and,
where the result is what a known misconception would give, which; it ends with a tag such as [sign], by which
class reports count misconceptions.

>>> given = answer(lambda: step)
>>> equal(given(w, g), w - 0.1 * g, "the step", sign=("It climbs: subtract the gradient.", w + 0.1 * g))
"""

import functools
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._device import DeviceContext

from helpers.teaching import fault
from helpers.teaching.language import translate as _

STUB = "not-attempted"


class Wrong(AssertionError):
    """An answer that a test turns down. The message ends with `tag`, kebab-case, in brackets."""

    def __init__(self, message: str, tag: str):
        super().__init__(f"{message} [{tag}]")
        self.tag = tag

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: the message alone, for the way to it runs through the test only."""
        return [f"✗ {self}"]


class NotAttempted(Wrong):
    """The answer is still the stub, or its cell has not been run."""


def answer(find: Callable[[], Any]) -> Any:
    """The function or class that the solution cell defines; call it as `answer(lambda: step)`.

    Calling what comes back, or a method of its objects, raises NotAttempted where the stub is still in place.
    Raises NotAttempted where there is none of this name, and Wrong where it cannot be called.
    """
    name = (find.__code__.co_names + find.__code__.co_freevars)[0]  # a global one in a notebook
    try:
        found = find()
    except NameError:
        text = _("{name} does not exist: run the cell of your answer first.")
        raise NotAttempted(text.format(name=name), STUB) from None
    if not callable(found):
        text = _("{name} should be a function or a class, it is a {kind}.")
        raise Wrong(text.format(name=name, kind=type(found).__name__), "type")
    if not inspect.isclass(found):
        return _attempted(found, name)
    own = vars(found).items()
    methods = {key: _attempted(value, name) for key, value in own if inspect.isfunction(value)}
    return type(found)(found.__name__, (found,), methods)


def equal(
    actual: Any,
    expected: Any,
    what: str,
    *,
    tolerance: float | None = None,
    **misconceptions: tuple[str, Any],
) -> None:
    """Raise Wrong unless `actual` is `expected`: a tensor, array, number, bool, text, None, list or dict.

    what: what is compared, as a message starts ("the weights after two steps").
    tolerance: relative to the largest entry of each tensor expected; None: by dtype, fault.TOLERANCE.
    misconceptions: name=("what is wrong", the value it would give); `first_step=` is tagged [first-step].
    Type, shape, dtype and device must agree too; see `fault.find`.
    Raises ValueError where a misconception gives what is expected: such a test could not see it.
    """
    _without_modes()
    for name, (_text, value) in misconceptions.items():
        if fault.find(value, expected, tolerance) is None:
            raise ValueError(f"this test cannot tell {name} from the right answer: choose other numbers")
    found = fault.find(actual, expected, tolerance)
    if found is None:
        return
    seen = {
        name: fault.find(actual, value, tolerance) is None for name, (_text, value) in misconceptions.items()
    }
    message = _("{what}: {fault}.").format(what=_(what), fault=found.text)
    raise _diagnosed(message, found.tag, misconceptions, seen)


def holds(condition: Any, what: str, **misconceptions: tuple[str, Any]) -> None:
    """Raise Wrong unless the property `what` ("the mean stays as it was") has come true.

    condition: a bool, or a tensor or numpy bool of no dimension.
    misconceptions: name=("what is wrong", a condition that is true where the answer looks like it).
    """
    _without_modes()
    if fault.plain(condition) is True:
        return
    seen = {name: fault.plain(looks) is True for name, (_text, looks) in misconceptions.items()}
    message = _("This should hold, and does not: {what}.").format(what=_(what))
    raise _diagnosed(message, "property", misconceptions, seen)


@contextmanager
def unchanged(*values: Any) -> Iterator[None]:
    """Within the block the tensors, or lists and dicts of them, keep their values: no edit in place."""
    before = [_copied(value) for value in values]
    yield
    for value, copy in zip(values, before, strict=True):
        found = fault.find(value, copy, 0.0)
        if found is not None:
            text = _("Your code edits its input in place ({fault}). Make a new tensor, or work on a copy.")
            raise Wrong(text.format(fault=found.text), "edited-input")


@contextmanager
def without(*banned: Any) -> Iterator[None]:
    """Within the block, calling one of `banned` is Wrong, under whatever name the code kept it.

    banned: torch functions, tensor methods (torch.Tensor.relu), Python functions, and classes whose methods
    are written in Python (torch.optim.SGD). Take what is expected from them before the block.
    """
    codes = {code: _name(item) for item in banned for code in _codes(item)}
    called = []

    def profile(frame, event, _argument) -> None:
        if event == "call" and frame.f_code in codes:
            called.append(codes[frame.f_code])

    before = sys.getprofile()
    try:
        sys.setprofile(profile)
        with _Watch(banned, called):
            yield
    finally:
        sys.setprofile(before)
        if called:
            text = _("Your code calls {name}, which this exercise asks you to build yourself.")
            raise Wrong(text.format(name=called[0]), "forbidden-call")


def kinds() -> list[dict[str, Any]]:
    """What answers should work with: `for kind in kinds(): x = torch.ones(3).to(**kind)`.

    float32 and float64 on the CPU and, where there is a GPU, float32 on it.
    """
    found = [{"dtype": torch.float32, "device": "cpu"}, {"dtype": torch.float64, "device": "cpu"}]
    return found + [{"dtype": torch.float32, "device": "cuda:0"}] * torch.cuda.is_available()


def passed() -> None:
    """Say that the visible tests pass: the last line of a test cell's visible part."""
    print(_("✓ The visible tests pass."))


class _Watch(TorchFunctionMode):
    """Adds the names of `banned` torch functions to `called` when they are."""

    def __init__(self, banned: tuple, called: list[str]):
        super().__init__()
        self.banned, self.called = banned, called

    def __torch_function__(self, function, types, args=(), kwargs=None):
        for item in self.banned:  # no generator: each of its steps would be profiled by `without`
            if function is item:
                self.called.append(_name(function))
        return function(*args, **(kwargs or {}))


def _without_modes() -> None:
    """Raise Wrong where the answer has left a mode on, through which all that is compared here would go."""
    if torch._C._len_torch_dispatch_stack() == 0 == torch._C._len_torch_function_stack():
        return
    modes = [torch._C._get_dispatch_stack_at(i) for i in range(torch._C._len_torch_dispatch_stack())]
    modes += [torch._C._get_function_stack_at(i) for i in range(torch._C._len_torch_function_stack())]
    for mode in modes:
        if type(mode) not in (_Watch, DeviceContext):
            text = _("Your code leaves {name} on when it returns: a `with` block switches it off.")
            raise Wrong(text.format(name=type(mode).__name__), "mode")


def _attempted(function: Callable, name: str) -> Callable:
    @functools.wraps(function)
    def call(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except NotImplementedError as error:
            if error.args:  # torch's own, for a kernel that does not exist; the stub's says nothing
                raise
            text = _("{name} is not attempted yet: write your code in place of the stub, and run its cell.")
            raise NotAttempted(text.format(name=name), STUB) from None

    return call


def _diagnosed(message: str, tag: str, misconceptions: dict, seen: dict[str, bool]) -> Wrong:
    """Name the first misconception that was seen; else the fault itself."""
    for name, (text, _value) in misconceptions.items():
        if seen[name]:
            return Wrong(f"{message} {_(text)}", name.replace("_", "-"))
    return Wrong(message, tag)


def _copied(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.detach().clone()
    if isinstance(value, list | tuple):
        return [_copied(item) for item in value]
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return value


def _codes(item: Any) -> list:
    """The code objects that run when `item`, a Python function or class, is used."""
    functions = vars(item).values() if inspect.isclass(item) else [item]
    return [inspect.unwrap(f).__code__ for f in functions if inspect.isfunction(f)]


def _name(item: Any) -> str:
    return f"{getattr(item, '__module__', None) or 'torch'}.{getattr(item, '__qualname__', item)}"
