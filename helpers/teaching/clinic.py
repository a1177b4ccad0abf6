"""The clinic of sick runs: real trainings whose code has one wrong line, and the line that heals them.

A patient is the source of `helpers.teaching.ward` with one piece of text replaced; it is compiled and run
like any other code. What it went through is its chart.

>>> chart = admit(1)  # trained once a process, about a second
>>> print(operation(1))  # the line as it was found, and as it should be
"""

import difflib
import functools
import inspect
import types
from dataclasses import dataclass

from helpers.errors import InputError
from helpers.teaching import ward
from helpers.teaching.chart import Chart
from helpers.teaching.language import translate as _

HEALTHY = 0  # the number of the run that nothing is wrong with


@dataclass(frozen=True)
class Case:
    """Text of the healthy source that a patient has differently; rare: its fish have rare classes."""

    healthy: str
    sick: str
    rare: bool = False


CASES = {
    1: Case("logits = net(images[batch])", "logits = net(images[batch]).softmax(1)"),
    2: Case("lr=0.03", "lr=1.0"),
    3: Case("        schedule.step()", "            schedule.step()"),
    4: Case("nn.Flatten(), head)", "nn.Flatten(), head, nn.ReLU())"),
    5: Case("lr=0.03", "lr=0.0003"),
    6: Case("            optimizer.zero_grad()\n", ""),
    7: Case("    net.eval()\n", ""),
    8: Case("images[order], labels[order]\n    train", "images[order], labels\n    train"),
    9: Case("(images[val] - mean) / std", "images[val]"),
    10: Case("== min(chart.val_loss)", "== max(chart.val_loss)"),
    11: Case("slice(350, 550)", "slice(0, 200)"),
    12: Case(", weight=weight)", ")", rare=True),
}


def admit(number: int, *, seed: int = 0) -> Chart:
    """The chart of a patient, or of the run in good health (0). Raises InputError for another number."""
    return _admitted(number, seed)


def discharge(number: int, *, seed: int = 0) -> Chart:
    """The chart of the same patient with the line repaired: the healthy code on the patient's own fish."""
    return _healed(seed) if _case(number).rare else _admitted(HEALTHY, seed)


@functools.cache
def _admitted(number: int, seed: int) -> Chart:
    rare = number != HEALTHY and _case(number).rare
    source = _source(number)
    if number == HEALTHY:
        return ward.train(ward.load(seed=seed), seed=seed)
    room = types.ModuleType(f"patient_{number}")
    exec(compile(source, room.__name__, "exec"), room.__dict__)
    return room.train(room.load(seed=seed, rare=rare), seed=seed)


@functools.cache
def _healed(seed: int) -> Chart:
    return ward.train(ward.load(seed=seed, rare=True), seed=seed)


def operation(number: int) -> str:
    """The line as it was found (-) and as it should be (+), below the name of its function."""
    changes = list(
        difflib.unified_diff(*(_source(n).splitlines() for n in (number, HEALTHY)), n=0, lineterm="")
    )
    lines = [line for line in changes if line[0] in "+-" and line[:3] not in ("---", "+++")]
    before = ward_source()[: ward_source().index(_case(number).healthy)]
    function = before.rpartition("\ndef ")[2].partition("(")[0]
    title = _("patient {number}, {function}()").format(number=number, function=function)
    return "\n".join([title, *lines])


def ward_source(function: str = "") -> str:
    """The healthy source, or one function of it, as one reads it."""
    return inspect.getsource(getattr(ward, function) if function else ward)


def _source(number: int) -> str:
    if number == HEALTHY:
        return ward_source()
    case = _case(number)
    return ward_source().replace(case.healthy, case.sick)


def _case(number: int) -> Case:
    if number not in CASES:
        raise InputError(f"there is no patient {number}: choose from {', '.join(map(str, CASES))}")
    return CASES[number]
