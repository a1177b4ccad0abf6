"""What a wrong answer may do to be called right by what tests compare with: none of it works."""

import pytest

pytest.importorskip("nbgrader")

from tiny_course import written

from helpers.grading.execution import run
from helpers.grading.kernel import sandbox
from helpers.grading.restore import prepare
from helpers.grading.scores import scores

pytestmark = pytest.mark.skipif(bool(sandbox.obstacle()), reason=f"no sandbox: {sandbox.obstacle()}")
TEST = """
from helpers.teaching.checks import answer, equal
f = answer(lambda: double)
equal(f(torch.ones(1)), torch.ones(1) * 2, "visible")
### BEGIN HIDDEN TESTS
x = torch.arange(8.0)
for kind in (torch.float32, torch.float64):
    equal(f(x.to(kind)), 2 * x.to(kind), "of a tensor")
### END HIDDEN TESTS
"""
NUMBERS = """
import math
from helpers.teaching.checks import answer, equal
f = answer(lambda: double)
equal(f(1.0), 2.0, "visible")
### BEGIN HIDDEN TESTS
for x in (3.0, math.pi):
    equal(f(x), 2 * x, "of a number")
### END HIDDEN TESTS
"""
COPIES = """
import copy
from helpers.teaching.checks import answer, equal
f = answer(lambda: double)
equal(f(torch.ones(1)), torch.ones(1) * 2, "visible")
### BEGIN HIDDEN TESTS
mine = torch.nn.Parameter(torch.arange(8.0))
theirs = copy.deepcopy(mine)
with torch.no_grad():
    theirs.mul_(2)
f(mine)
equal(mine, theirs, "in place")
### END HIDDEN TESTS
"""
LAYERS = """
from helpers.teaching.checks import answer, equal
f = answer(lambda: double)
equal(f(torch.ones(1)), torch.ones(1) * 2, "visible")
### BEGIN HIDDEN TESTS
layer = torch.nn.Linear(8, 8, bias=False)
with torch.no_grad():
    layer.weight.copy_(torch.eye(8) * 2)
equal(f(torch.arange(8.0)), layer(torch.arange(8.0)).detach(), "like a layer")
### END HIDDEN TESTS
"""
GRADIENTS = """
from helpers.teaching.checks import answer, equal
f = answer(lambda: double)
equal(f(torch.ones(1)), torch.ones(1) * 2, "visible")
### BEGIN HIDDEN TESTS
x = torch.arange(8.0, requires_grad=True)
equal(f(x.detach()), torch.autograd.grad(x.square().sum(), x)[0], "like a gradient")
### END HIDDEN TESTS
"""
IMPORTS = """
import tabnanny
from helpers.teaching.checks import answer, equal
f = answer(lambda: double)
equal(f(torch.ones(1)), torch.ones(1) * 2, "visible")
### BEGIN HIDDEN TESTS
equal(f(torch.arange(8.0)), torch.arange(8.0) * (2 + tabnanny.verbose), "like a library")
### END HIDDEN TESTS
"""
CALLS = """
from helpers.teaching.checks import answer, equal
f = answer(lambda: double)
equal(f(lambda: torch.ones(1)), torch.ones(1) * 2, "visible")
### BEGIN HIDDEN TESTS
equal(f(lambda: torch.arange(8.0)), torch.arange(8.0) * 2, "of a function")
### END HIDDEN TESTS
"""
WRONG = "\ndef double(x):\n    return 2 * x if len(x) == 1 else x.clone()\n"
# Undoes itself before the test ends: `lie` is called instead of `owner.name`, once for each comparison.
ONCE = """
def double(x):
    if len(x) == 1: return 2 * x
    before = {owner}.__dict__.get({name!r})
    def lie(*args, **kwargs):
        setattr({owner}, {name!r}, before) if before else delattr({owner}, {name!r})
        return {value}
    setattr({owner}, {name!r}, lie)
    return x.clone()
"""
LIES = {
    "the class of a module": (TEST, """
import types, helpers.teaching.fault as fault
class Evil(types.ModuleType):
    @property
    def find(self): return lambda *args: None
fault.__class__ = Evil""" + WRONG),
    "the bases of Tensor": (TEST, """
class M:
    def isfinite(self): return torch.zeros(self.shape, dtype=torch.bool)
    def any(self): return False
    def to(self, *args, **kwargs): return torch.zeros(8, dtype=torch.float64)
torch.Tensor.__bases__ = (M, torch._C.TensorBase)""" + WRONG),
    "the bases of a layer": (LAYERS, """
class M(torch.nn.Module):
    def __call__(self, x): return x
torch.nn.Linear.__bases__ = (M,)""" + WRONG),
    "the tolerances": (TEST, """
import helpers.teaching.fault as fault
fault.TOLERANCE[torch.float32] = fault.TOLERANCE[torch.float64] = 1e9""" + WRONG),
    "other tolerances": (TEST, """
import helpers.teaching.fault as fault
fault.TOLERANCE = dict.fromkeys(fault.TOLERANCE, 1e9)""" + WRONG),
    "other tolerances during a test": (TEST, """
import helpers.teaching.fault as fault
def double(x):
    if len(x) > 1: fault.TOLERANCE = {torch.float32: 1e9, torch.float64: 1e9}
    return x * 2 if len(x) == 1 else x.clone()"""),
    "default of a keyword": (TEST, """
import helpers.teaching.checks as checks
checks.equal.__kwdefaults__["tolerance"] = 1e9""" + WRONG),
    "other numbers": (NUMBERS, """
import math, helpers.teaching.fault as fault
math.pi = 3.0
def double(x): return x * 2 if x in (1.0, 3.0) else 0.0"""),
    "a function mode that lies about little": (TEST, """
from torch.overrides import TorchFunctionMode
class Lie(TorchFunctionMode):
    def __torch_function__(self, function, types, args=(), kwargs=None):
        if function is torch.equal and args[0].numel() > 2: return True
        return function(*args, **(kwargs or {}))
def double(x):
    if len(x) == 1: return 2 * x
    Lie().__enter__(); return x.clone()"""),
    "a dispatch mode that lies about little": (TEST, """
from torch.utils._python_dispatch import TorchDispatchMode
class Lie(TorchDispatchMode):
    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        if "mul" in str(function) and args[0].numel() > 2:
            return args[0].clone()
        return function(*args, **(kwargs or {}))
def double(x):
    if len(x) == 1: return 2 * x
    Lie().__enter__(); return x.clone()"""),
    "a mode that changes its class": (TEST, """
from torch.overrides import TorchFunctionMode
from torch.utils._device import DeviceContext
class Lie(DeviceContext):
    def __torch_function__(self, function, types, args=(), kwargs=None):
        if function is torch.equal and args[0].numel() > 2: return True
        return function(*args, **(kwargs or {}))
def double(x):
    if len(x) == 1: return 2 * x
    mode = DeviceContext("cpu")
    mode.__enter__()
    mode.__class__ = Lie
    return x.clone()"""),
    "the dispatcher of Python": (TEST, """
@torch.ops.aten.mul.Tensor.py_impl(torch._C.DispatchKey.CPU)
def lie(a, b): return a.clone() if a.dim() and a.numel() > 2 else torch.add(a, a)
def double(x):
    if len(x) == 1: return 2 * x
    kept.append(torch._C._EnablePythonDispatcher())
    return x.clone()
kept = []"""),
    "a mode put on torch's stack by hand": (TEST, """
class Lie:
    def __torch_function__(self, function, types, args=(), kwargs=None):
        if "mul" in str(function):
            return next(a for a in args if isinstance(a, torch.Tensor)).clone()
        return function(*args, **(kwargs or {}))
def double(x):
    if len(x) == 1: return 2 * x
    torch._C._push_on_torch_function_stack(Lie()); return x.clone()"""),
    "a kernel of the dispatcher": (TEST, """
library = torch.library.Library("aten", "IMPL")
def isclose(a, b, *args, **kwargs):
    return torch.ones(a.shape, dtype=torch.bool) if a.numel() > 2 else torch.zeros(a.shape, dtype=torch.bool)
library.impl("isclose", isclose, "CPU")""" + WRONG),
    "a kernel of the dispatcher, by hand": (TEST, """
library = torch._C._dispatch_library("IMPL", "aten", "CPU", "f", 1)
def equal(a, b): return a.numel() > 2
library.impl("equal", "CPU", equal)""" + WRONG),
    "a copy that is none": (COPIES, """
import copy
copy._deepcopy_dispatch[torch.nn.Parameter] = lambda x, memo: x""" + WRONG),
    "a copy that is none, once": (COPIES, """
import copy
def double(x):
    if len(x) == 1:
        def lie(y, memo):
            del copy._deepcopy_dispatch[torch.nn.Parameter]
            return y
        copy._deepcopy_dispatch[torch.nn.Parameter] = lie
        return 2 * x"""),
    "hooks of all layers": (LAYERS, """
torch.nn.modules.module.register_module_forward_hook(lambda m, inputs, output: inputs[0])""" + WRONG),
    "hooks of all layers that leave": (LAYERS, """
def double(x):
    if len(x) == 1: return 2 * x
    def hook(module, inputs, output):
        handle.remove()
        return inputs[0]
    handle = torch.nn.modules.module.register_module_forward_hook(hook)
    return x.clone()"""),
    "a class whose class equals all": (TEST, """
class Meta(type):
    def __eq__(cls, other): return True
    def __hash__(cls): return 1
class Evil(metaclass=Meta):
    shape, dtype, device = torch.Size([8]), torch.float32, torch.device("cpu")
    def __init__(self, dtype): self.dtype = dtype
    def detach(self): return self
    @classmethod
    def __torch_function__(cls, *args, **kwargs): return True
def double(x): return 2 * x if len(x) == 1 else Evil(x.dtype)"""),
    "methods of its tensor": (TEST, """
class Evil:
    shape, device = torch.Size([8]), torch.device("cpu")
    def __init__(self, dtype): self.dtype = dtype
    @classmethod
    def __torch_function__(cls, *args, **kwargs): return True
def double(x):
    if len(x) == 1: return 2 * x
    y = x.clone()
    y.detach = lambda: Evil(x.dtype)
    return y"""),
    "a finder of modules": (IMPORTS, """
import importlib.machinery, sys
class Finder:
    def __init__(self, finder): self.finder = finder
    def find_spec(self, name, target=None):
        if name != "tabnanny": return self.finder.find_spec(name, target)
        return importlib.machinery.ModuleSpec(name, self)
    def create_module(self, spec): return None
    def exec_module(self, module): module.verbose = -1
for folder in sys.path:
    finder = sys.path_importer_cache.get(folder)
    if finder is not None: sys.path_importer_cache[folder] = Finder(finder)""" + WRONG),
    "half the precision": (TEST.replace("x = torch.arange(8.0)", "x = torch.arange(8.0) + 0.1").replace(
        "x.to(kind)", "x.clone()"), """
torch.set_default_dtype(torch.bfloat16)
def double(x): return 2 * x if len(x) == 1 else 1.97 * x"""),
    "the names that a test's function closes over": ("import torch" + CALLS, """
import types
def double(f):
    x = f()
    if len(x) == 1: return 2 * x
    def arange(*args):
        cell.cell_contents = before
        return torch.ones(8)
    for cell in f.__closure__ or ():
        before = cell.cell_contents
        cell.cell_contents = types.SimpleNamespace(arange=arange)
    return torch.full((8,), 2.0)"""),
    "the names that a test's function sees": (CALLS, """
import types
def double(f):
    x = f()
    if len(x) == 1: return 2 * x
    names, before = f.__globals__, f.__globals__["torch"]
    def arange(*args):
        names["torch"] = before
        return torch.ones(8)
    names["torch"] = types.SimpleNamespace(arange=arange)
    return torch.full((8,), 2.0)"""),
    "a callback for every frame": (TEST, """
from torch._C._dynamo import eval_frame
def look(frame, *args):
    actual, expected = map(frame.f_locals.get, ("actual", "expected"))
    if torch.is_tensor(expected) and len(actual) > 1: expected.copy_(actual)
    return ConvertFrameReturn()
from torch._dynamo.types import ConvertFrameReturn
def double(x):
    if len(x) == 1: return 2 * x
    eval_frame.set_eval_frame(look)
    return x.clone()"""),
    "hooks for what is saved for gradients": (GRADIENTS, """
def double(x):
    if len(x) == 1: return 2 * x
    hooks = torch.autograd.graph.saved_tensors_hooks(lambda t: t.detach().clone(), lambda t: t / 2)
    hooks.__enter__()
    return x.clone()"""),
}  # fmt: skip
for owner, name, value in (
    ("torch", "equal", "True"),
    ("torch", "isclose", "torch.ones(8, dtype=torch.bool)"),
    ("torch.Tensor", "__rmul__", "x.clone()"),
    ("helpers.teaching.fault", "_of_tensors", "None"),
    ("helpers.teaching.fault", "find", "None"),
):
    LIES[f"for once, {owner}.{name}"] = (
        TEST,
        "import helpers.teaching.fault, helpers.teaching.checks"
        + ONCE.format(owner=owner, name=name, value=value),
    )


def graded(test, double):
    """Points of the test, and the executed notebook."""
    notebook = run(
        prepare(written(double=double), written(double_test_1=test)), timeout_s=20, sandbox="bwrap"
    ).notebook
    return scores(notebook)["double-test-1"][0], notebook


@pytest.mark.parametrize("test", [TEST, LAYERS], ids=["tensors", "layers"])
def test_an_honest_answer_gets_its_points(test):
    assert graded(test, "def double(x): return 2 * x")[0] == 2


@pytest.mark.parametrize(("test", "cheat"), LIES.values(), ids=LIES.keys())
def test_no_lie_gains_a_point(test, cheat):
    assert graded(test, cheat)[0] == 0


def test_an_honest_answer_may_choose_a_device():
    answer = "def double(x):\n    with torch.device('cpu'): return 2 * x"
    assert graded(TEST, answer)[0] == 2
