"""What a submission may try to gain points, to see or to harm more than its own: none of it works."""

import pytest

pytest.importorskip("nbgrader")

from tiny_course import written

from helpers.grading.execution import run
from helpers.grading.kernel import sandbox
from helpers.grading.restore import prepare
from helpers.grading.scores import scores

pytestmark = pytest.mark.skipif(bool(sandbox.obstacle()), reason=f"no sandbox: {sandbox.obstacle()}")
WRONG = "\ndef double(x):\n    return 2 if type(x) is int else torch.zeros(())\n"  # right in the visible test
FRAME = """
def double(x):
    {}
    return torch.tensor(float(frame.f_globals['secret'])) if type(x) is not int else 2
"""

CHEATS = {
    "drop every assert with an AST transformer": """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())""",
    "give points with an input transformer": """
get_ipython().input_transformers_post.append(lambda lines: ["2"])""",
    "fake the kernel's do_execute": """
async def do_execute(*args, **kwargs):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
get_ipython().kernel.do_execute = do_execute""",
    "fake run_cell": """
get_ipython().run_cell = get_ipython().run_cell_async = lambda *args, **kwargs: None""",
    "replace allclose": "torch.allclose = torch.equal = lambda *args, **kwargs: True",
    "replace allclose in C": "torch._C._VariableFunctions.allclose = lambda *args, **kwargs: True",
    "patch Tensor.__eq__": "torch.Tensor.__eq__ = torch.Tensor.allclose = lambda *args, **kwargs: True",
    "hide a builtin": "torch.functional.isinstance = torch.nn.functional.all = lambda *args: True",
    "give the name torch to something else": """
import types
real = torch
torch = types.SimpleNamespace(tensor=real.tensor, zeros=real.zeros, as_tensor=real.as_tensor,
                              allclose=lambda *args: True)""",
    "give another torch to imports": """
import sys, types
fake = types.ModuleType("torch")
fake.__dict__.update(vars(torch), allclose=lambda *args: True)
torch = sys.modules["torch"] = fake""",
    "replace the import statement": """
import builtins, types
real = torch
def lie(name, *args, **kwargs):
    return types.SimpleNamespace(**{**vars(real), "allclose": lambda *args: True})
builtins.__import__ = lie""",
    "change the builtins of the notebook": "__builtins__ = {**vars(__builtins__), 'AssertionError': int}",
    "a module in the working folder": """
open("math.py", "w").write("inf = 0"); open("torch.py", "w").write("allclose = lambda *a: True")""",
    "a thread that patches for ever": """
import threading
def patch():
    while True: torch.allclose = lambda *args, **kwargs: True
threading.Thread(target=patch, daemon=True).start()""",
    "code of a library's function": """
import helpers.teaching.checks as checks, torch.testing
torch.testing.assert_close.__code__ = (lambda *args, **kwargs: None).__code__""",
    "take the examiner apart": """
import helpers.grading.kernel.examiner as examiner, helpers.grading.kernel.integrity as integrity
examiner._canaries = lambda: []; integrity.Pristine.restore = lambda self: []
torch.allclose = lambda *args, **kwargs: True""",
    "a forged result on the display": """
from IPython.display import display
display({"text/plain": "2"}, raw=True); print("2")""",
    "a forged result as a kernel message": """
kernel = get_ipython().kernel
kernel.session.send(kernel.iopub_socket, "execute_result", parent=kernel.get_parent(),
                    content={"data": {"text/plain": "2"}, "metadata": {}, "execution_count": 1})""",
    "noise on every open file": """
import os, threading
def noise():
    for name in os.listdir("/proc/self/fd"):
        try: os.write(int(name), b"ok" * 100)
        except OSError: pass
threading.Thread(target=noise).start()""",
    "a listener on every socket": """
import os, socket, threading
def listen(name):
    try:
        data = os.read(int(name), 65536)
        if b"assert" in data: open("/tmp/test", "wb").write(data)
    except OSError: pass
for name in os.listdir("/proc/self/fd"):
    if int(name) > 2 and os.readlink(f"/proc/self/fd/{name}").startswith("socket"):
        threading.Thread(target=listen, args=(name,), daemon=True).start()""",
    "a hook before every cell": """
def look(info):
    if "secret" in (info.raw_cell or ""): torch.allclose = lambda *args: True
get_ipython().events.register("pre_run_cell", look)""",
    "a trace function": """
import sys, threading
def trace(frame, event, arg):
    if "secret" in frame.f_globals: frame.f_globals["torch"] = None
    return trace
sys.settrace(trace); threading.settrace(trace)""",
    "atexit": "import atexit; atexit.register(lambda: print('2 points'))",
    "an audit hook of its own": """
import sys
try: sys.addaudithook(lambda event, args: None)
except Exception: pass""",
}
IN_THE_TEST = {
    "patch while the test runs": """
def double(x):
    torch.allclose = lambda *args, **kwargs: True
    return 2 if type(x) is int else torch.zeros(())""",
    "a function mode that stays": """
from torch.overrides import TorchFunctionMode
class Lie(TorchFunctionMode):
    def __torch_function__(self, function, types, args=(), kwargs=None):
        return True if function is torch.allclose else function(*args, **(kwargs or {}))
def double(x):
    if type(x) is int: return 2
    Lie().__enter__(); return torch.zeros(())""",
    "the frame of the caller": FRAME.format("import sys; frame = sys._getframe(1)"),
    "the frame by inspect": FRAME.format("import inspect; frame = inspect.currentframe().f_back"),
    "the frames by inspect.stack": FRAME.format("import inspect; frame = inspect.stack()[1].frame"),
    "the frame of an error": FRAME.format(
        "try: 1 / 0\n    except Exception as error: frame = error.__traceback__.tb_frame.f_back"
    ),
    "the frame of a generator": FRAME.format(
        "def looks(): yield running.gi_frame.f_back.f_back\n    running = looks(); frame = next(running)"
    ),
    "the frames of the traceback module": FRAME.format(
        "import traceback\n"
        "    frame = next(f for f, _ in traceback.walk_stack(None) if 'secret' in f.f_globals)"
    ),
    "the frame of the logging module": FRAME.format("import logging; frame = logging.currentframe().f_back"),
    "the frames of all threads": FRAME.format(
        "import sys, threading; frame = sys._current_frames()[threading.get_ident()].f_back"
    ),
    "code under the name of a library": """
import inspect
exec(compile("import sys\\ndef look(): return sys._getframe(2)", inspect.__file__, "exec"))
def double(x):
    return torch.tensor(float(look().f_globals["secret"])) if type(x) is not int else 2""",
    "objects of the garbage collector": """
import gc
def double(x):
    if type(x) is int: return 2
    found = next(o["secret"] for o in gc.get_objects() if type(o) is dict and "secret" in o)
    return torch.tensor(float(found))""",
    "memory through /proc": """
def double(x):
    if type(x) is int: return 2
    open("/proc/self/mem", "rb").close(); return torch.tensor(6.0)""",
    "memory by ctypes": """
import ctypes
def double(x):
    if type(x) is int: return 2
    ctypes.string_at(id(x), 8); return torch.tensor(6.0)""",
    "memory through a link": """
import os
os.symlink("/proc/self/mem", "/tmp/link")
def double(x):
    if type(x) is int: return 2
    open("/tmp/link", "rb").close(); return torch.tensor(6.0)""",
    "a library that calls for the frame": FRAME.format(
        "import sys; from torch.utils._pytree import tree_map\n"
        "    frame = tree_map(sys._getframe, [1])[0]\n"
        "    while 'secret' not in frame.f_globals: frame = frame.f_back"
    ),
    "the names of the notebook": """
def double(x):
    return torch.tensor(float(globals()["secret"])) if type(x) is not int else 2""",
    "the history": """
def double(x):
    if type(x) is int: return 2
    assert any("sec" "ret" in cell for cell in In + get_ipython().user_ns["_ih"])
    return torch.tensor(6.0)""",
    "a builtin that the guard calls": """
import builtins, sys
def double(x):
    if type(x) is int: return 2
    found, names = [], ("isinstance", "getattr", "str", "bool", "any")
    before = {name: getattr(builtins, name) for name in names}
    def lie(name):
        def call(*args):
            frame = sys._getframe()
            vars(builtins).update(before)
            while frame is not None:
                found.append(frame.f_locals.get("secret"))
                frame = frame.f_back
            return before[name](*args)
        return call
    vars(builtins).update({name: lie(name) for name in before})
    try: open("/dev/null").close()
    except PermissionError: pass
    finally: vars(builtins).update(before)
    return torch.tensor(float(next(f for f in found if f is not None)))""",
    "a library's function that the guard calls": """
import os, sys, posixpath
def double(x):
    if type(x) is int: return 2
    found, before = [], (os.fspath, posixpath._joinrealpath)
    def look():
        frame = sys._getframe()
        while frame is not None:
            found.append(frame.f_locals.get("secret"))
            frame = frame.f_back
    def lie(*args):
        os.fspath, posixpath._joinrealpath = before
        look()
        return before[len(args) > 1](*args)
    os.fspath = posixpath._joinrealpath = lie
    try: open("/dev/null").close()
    except PermissionError: pass
    finally: os.fspath, posixpath._joinrealpath = before
    return torch.tensor(float(next(f for f in found if f is not None)))""",
    "an event of its own": """
import sys
found = []
class Name(str):
    def __hash__(self):
        frame = sys._getframe()
        while frame is not None:
            found.append(frame.f_locals.get("secret"))
            frame = frame.f_back
        return str.__hash__(self)
def double(x):
    if type(x) is int: return 2
    try: sys.audit("object.__getattr__", double, Name("tb_frame"))
    except PermissionError: pass
    return torch.tensor(float(next(f for f in found if f is not None)))""",
    "a callback of the collector in the guard": """
import gc, sys
found = []
def look(phase, info):
    frame = sys._getframe()
    while frame is not None:
        found.append(frame.f_locals.get("secret"))
        frame = frame.f_back
def double(x):
    if type(x) is int: return 2
    gc.callbacks.append(look)
    gc.set_threshold(1)
    for _ in range(20):
        try: open("/dev/null").close()
        except PermissionError: pass
    gc.callbacks.clear()
    return torch.tensor(float(next(f for f in found if f is not None)))""",
    "a handler of signals in the guard": """
import signal, sys, time
guards = []
def handle(number, frame):
    while frame is not None and not guards:
        if {"running", "always"} <= frame.f_locals.keys(): guards.append(frame.f_locals["running"])
        frame = frame.f_back
signal.signal(signal.SIGALRM, handle)
signal.setitimer(signal.ITIMER_REAL, 1e-4, 1e-4)
end = time.time() + 1
while not guards and time.time() < end:
    try: open("/dev/null").close()
    except PermissionError: pass
signal.setitimer(signal.ITIMER_REAL, 0)
file = handle.__code__.co_filename
def double(x):
    if type(x) is int: return 2
    guards[0].add(file)
    frame = sys._getframe(1)
    while "secret" not in frame.f_locals: frame = frame.f_back
    return torch.tensor(float(frame.f_locals["secret"]))""",
    "a file name that lies to the guard": """
import sys
class Name(str):
    asked = 0
    def startswith(self, *args):
        Name.asked += 1
        return Name.asked > 1
def double(x):
    if type(x) is int: return 2
    names = {"sys": sys}
    exec(compile("def look(): return sys._getframe(2)", Name("mine"), "exec"), names)
    Name.asked = 9
    return torch.tensor(float(names["look"]().f_locals["secret"]))""",
    "the guard by the traceback of what it refuses": """
import sys
try: sys._current_frames()
except PermissionError as error: trace = error.__traceback__
guards = []
while trace is not None:
    guards.append(trace.tb_frame.f_locals)
    trace = trace.tb_next
def double(x):
    if type(x) is int: return 2
    import _thread
    guards[-1]["busy"].add(_thread.get_ident())
    return torch.tensor(float(sys._getframe(1).f_locals["secret"]))""",
    "leave the test": "def double(x):\n    raise SystemExit(0)",
    "return from the test by an interrupt": "def double(x):\n    raise KeyboardInterrupt",
}


def graded(**answers):
    """Points of the two tests, flags and the executed notebook."""
    source = written()
    result = run(prepare(written(**answers), source), timeout_s=6, sandbox="bwrap")
    found = scores(result.notebook)
    return found["double-test-1"][0], found["shift-test-1"][0], result


def test_an_honest_submission_gets_all_points():
    double, shift, result = graded()
    assert (double, shift, result.flags) == (2, 1, ())


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS.keys())
def test_nothing_that_an_answer_prepares_gains_a_point(cheat):
    assert graded(double=cheat + WRONG)[0] == 0


@pytest.mark.parametrize("cheat", IN_THE_TEST.values(), ids=IN_THE_TEST.keys())
def test_nothing_that_an_answer_does_in_its_test_gains_a_point(cheat):
    double, shift, _ = graded(double=cheat)
    assert double == 0
    assert shift == 1


def test_a_hidden_test_is_in_no_output():
    spy = "def double(x):\n    print({**globals()}, In, vars(__import__('__main__')))\n    return 2"
    _, _, result = graded(double=spy)
    outputs = str([cell.get("outputs") for cell in result.notebook.cells])
    assert "secret" not in outputs and "as_tensor" not in outputs
