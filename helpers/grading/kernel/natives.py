"""Functions written in C by which Python code takes the place of torch's operations: not in a test.

A kernel for the dispatcher, a mode or a callback for frames changes what a test computes while no dict of
Python's shows it. `take` puts something else in their places, which asks the audit hook (`guard`): the hook
alone has the functions, and calls them for those who may. Nothing in this module leads there. A handler of
signals is called in the midst of anything, the hook too; it gets no frame.

>>> pristine = Pristine(natives=take())
"""

import _signal
import gc
from collections.abc import Callable
from sys import audit

import torch

EVENT = "fishcourse.native"
OWNERS = {
    _signal: "signal",
    torch._C: "_push_on_torch_dispatch_stack _push_on_torch_function_stack _set_dispatch_mode",
    torch._C._autograd: "_push_saved_tensors_default_hooks",
    torch._C._dynamo.eval_frame: "set_eval_frame",
    torch._C._EnablePythonDispatcher: "__init__",
    torch._C._DispatchModule: """
fallback fallback_fallthrough impl impl_t_t impl_with_aoti_compile register_ad_inplace_or_view_fallback
""",
}


def take() -> dict[str, Callable]:
    """Take the functions from wherever they are; returns them by their names.

    Until somebody empties the dict that is returned, they can be called by all.
    """
    taken, others = {}, {}
    for owner, names in OWNERS.items():
        for name in vars(owner).keys() & names.split():  # another version of torch may lack some
            taken[name] = vars(owner)[name]
            others[id(taken[name])] = other = _asking(name, taken)
            setattr(owner, name, other)
    # Modules have imported them; a table of torch.compile has them as keys.
    for table in gc.get_referrers(*taken.values()):
        if type(table) is dict and table is not taken:
            for key, value in list(table.items()):
                table[key] = others.get(id(value), value)
                if id(key) in others:
                    table[others[id(key)]] = table.pop(key)
    return taken


def without_frame(handler: Callable) -> Callable:
    """A handler of signals that is not told where in the program the signal came."""

    def handle(number, _frame):
        return handler(number, None)

    return handle


def _asking(name: str, taken: dict[str, Callable]) -> Callable:
    def call(*args, **kwargs):
        answer = []
        audit(EVENT, name, args, kwargs, answer)
        if not answer:  # nobody watches yet
            return taken[name](*args, **kwargs)
        value, error = answer
        if error is not None:
            raise error
        return value

    call.__name__ = name
    return call
