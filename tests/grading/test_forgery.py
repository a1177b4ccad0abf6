"""Answers that change what the course's own checks rest on: what is wrong stays wrong."""

import pytest

pytest.importorskip("nbgrader")

from tiny_course import written

from helpers.grading.execution import run
from helpers.grading.kernel import sandbox
from helpers.grading.restore import prepare
from helpers.grading.scores import scores

pytestmark = pytest.mark.skipif(bool(sandbox.obstacle()), reason=f"no sandbox: {sandbox.obstacle()}")

TEST = """
from helpers.teaching.checks import answer, equal, holds
given = answer(lambda: double)
x = torch.tensor([1.0, 2.0, 3.0])
equal(given(x), torch.tensor([2.0, 4.0, 6.0]), "twice")
### BEGIN HIDDEN TESTS
equal(given(x.double()), 2 * x.double(), "twice, in float64")
holds(bool((given(-x) < 0).all()), "the sign stays")
### END HIDDEN TESTS
"""
RIGHT = "def double(x): return 2 * x"
WRONG = "\ndef double(x): return 2.5 * x"
NOTHING = "lambda *args, **kwargs: None"
LIE = """
from torch.overrides import TorchFunctionMode
class Lie(TorchFunctionMode):
    def __torch_function__(self, function, types, args=(), kwargs=None):
        if function in (torch.equal, torch.isclose) and args[0].numel() == 3:
            return True if function is torch.equal else torch.ones(3, dtype=torch.bool)
        return function(*args, **(kwargs or {}))
"""
CHEATS = {
    "another class for a module": f"""
import types, helpers.teaching.fault as fault
class Evil(types.ModuleType): find = property(lambda self: {NOTHING})
fault.__class__ = Evil""",
    "another base for tensors": """
class Base:
    def isfinite(self): return torch.zeros(3, dtype=torch.bool)
    def any(self): return torch.tensor(False)
    def __invert__(self): return torch.zeros(3, dtype=torch.bool)
torch.Tensor.__bases__ = (Base, *torch.Tensor.__bases__)""",
    "wide tolerances": """
import helpers.teaching.fault as fault
fault.TOLERANCE = ((torch.float32, 9.0), (torch.float64, 9.0))""",
    "wide tolerances, in place": """
import helpers.teaching.fault as fault
try: fault.TOLERANCE[torch.float32] = fault.TOLERANCE[torch.float64] = 9.0
except TypeError: pass""",
    "no numbers to compare": "import helpers.teaching.fault as fault\nfault.SHORT, fault.NUMBERS = -1, ()",
}
IN_THE_TEST = {
    "a narrow mode that stays": LIE + "\ndef double(x): Lie().__enter__(); return 2.5 * x",
    "a dispatch mode": """
from torch.utils._python_dispatch import TorchDispatchMode
class Lie(TorchDispatchMode):
    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        return True if "equal" in str(function) else function(*args, **(kwargs or {}))
def double(x): Lie().__enter__(); return 2.5 * x""",
}


def points(answer):
    """Of the test of `double`, out of 2, and the flags."""
    source = written(double_test_1=TEST)
    result = run(prepare(written(double=answer, double_test_1=TEST), source), timeout_s=10, sandbox="bwrap")
    return scores(result.notebook)["double-test-1"][0], result.flags


def test_a_right_answer_gets_its_points():
    assert points(RIGHT) == (2, ())


@pytest.mark.parametrize("answer", ["x.add_(x)", "torch.stack([x, x]).sum(0)"])
def test_an_answer_may_use_a_mode_of_its_own(answer):
    code = f"def double(x):\n    x = x.clone()\n    with torch.device('cpu'): return {answer}"
    assert points(code) == (2, ())


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS)
def test_nothing_that_the_checks_rest_on_can_be_changed(cheat):
    assert points(cheat + WRONG)[0] == 0


@pytest.mark.parametrize("cheat", IN_THE_TEST.values(), ids=IN_THE_TEST)
def test_nothing_stands_between_the_checks_and_torch(cheat):
    assert points(cheat)[0] == 0
