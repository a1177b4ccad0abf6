"""What a submission must not change or read while its tests run, in the process that both share.

`Pristine` remembers the functions and classes of Python, numpy, torch, Lightning and this package, and puts
back what a submission has replaced: an allclose that is always true, an import that lies, a patched
Tensor.__eq__. `watch` installs an audit hook (https://peps.python.org/pep-0578/), which cannot be taken out
again: code of the submission may not reach the frames, the memory or the code of its tests. Libraries may,
on its behalf or not, so that everything works as it does outside.

>>> pristine = Pristine(); pristine.restore()
[]
"""

import builtins
import gc
import inspect
import operator
import os
import sys
import types
from _thread import get_ident
from collections.abc import Callable
from pathlib import Path

import torch

from helpers.grading.kernel.versions import Versions

# Packages that are put back.
ROOTS = """
abc builtins cmath collections contextlib copy dataclasses decimal enum fractions functools helpers
importlib inspect io itertools json lightning math numbers numpy operator random re statistics string torch
torchmetrics torchvision types typing unittest _functools _operator
"""
# Parts that no test of the course calls, or that replace themselves as they go: left out to be quick.
LEFT_OUT = """
lightning.fabric.cli numpy.f2py numpy.ma numpy.polynomial numpy.testing torch._decomp torch._dynamo
torch._export torch._functorch torch._higher_order_ops torch._inductor torch._meta_registrations torch._numpy
torch._refs torch._subclasses torch.ao torch.cuda torch.distributed torch.export torch.fx torch.jit
torch.masked torch.mtia torch.nested torch.onnx torch.package torch.quantization torch.sparse torch.xpu
torchmetrics.audio torchmetrics.detection torchmetrics.functional.audio torchmetrics.functional.detection
torchmetrics.functional.image torchmetrics.functional.multimodal torchmetrics.functional.retrieval
torchmetrics.functional.text torchmetrics.image torchmetrics.multimodal torchmetrics.retrieval
torchmetrics.text torchvision.datasets torchvision.models
"""
NUMBERS = ("cmath", "math", "numpy", "torch")  # pi, inf and the like are put back, too
# Kernels do without the first, and have a second of their own.
OURS = ("helpers.grading", "__main__", "__mp_main__")
# Events that give away or change what is not the submission's, whenever its own code is the one that asks.
FORBIDDEN = """
code.__new__ cpython.PyInterpreterState_New ctypes.addressof ctypes.call_function ctypes.cdata
ctypes.cdata/buffer ctypes.dlopen ctypes.dlsym ctypes.dlsym/handle ctypes.memoryview_at ctypes.PyObj_FromPtr
ctypes.string_at ctypes.wstring_at marshal.loads sys.addaudithook
"""
# Whoever asks: no library needs them, and a debugger hands on what it finds.
FORBIDDEN_TO_ALL = """
gc.get_objects gc.get_referents gc.get_referrers sys._current_exceptions sys._current_frames
sys.monitoring.register_callback
"""
# The same, but only while a test runs: outside, a student may trace and debug.
FORBIDDEN_IN_TESTS = "sys._getframe sys.setprofile sys.settrace"
HOLDERS = "ag_frame cr_frame gi_frame tb_frame"  # attributes that are frames
FRAMES = f"ag_code cr_code f_code gi_code {HOLDERS}"
CODE = "__code__ __defaults__ __kwdefaults__"
KIND = "__bases__ __class__"  # what they say is not in the dict that `Pristine` looks at
OTHERS = "compile import object.__delattr__ object.__getattr__ object.__setattr__ open"
# Functions of trusted files that hand frames to whoever calls them.
LEAKS = {
    "inspect.py": {"currentframe", "stack", "trace", "getouterframes", "getinnerframes"},
    "traceback.py": {"walk_stack", "walk_tb", "extract_stack", "format_stack", "print_stack", "extract"},
    "__init__.py": {"<lambda>", "currentframe"},  # logging.currentframe
}
# Of these, whole stacks: not even for a library, where the submission has called it.
STACKS = {"stack", "trace", "getouterframes", "getinnerframes"}
TEST = "<test "  # the file names of tests begin so


class Pristine:
    """The names of all loaded modules of ROOTS, and of their classes, as they are now."""

    def __init__(self):
        self._modules = {
            name: module
            for name, module in sys.modules.items()
            if not name.startswith(OURS) and isinstance(module, types.ModuleType)
        }
        self._importers = (sys.meta_path, list(sys.meta_path)), (sys.path_hooks, list(sys.path_hooks))
        self._saved = []
        for name, module in self._modules.items():
            if _checked(name):
                self._save(name, module)
        classes = {id(value): value for saved in self._saved for value in saved[3].values()}
        for cls in (value for value in classes.values() if isinstance(value, type)):
            # Nobody calls the methods of torch.FloatTensor and its twenty kin: tensors are torch.Tensor.
            kin = cls.__module__ == "torch" and cls.__name__.endswith("Tensor") and cls is not torch.Tensor
            if _checked(cls.__module__) and not kin:
                self._save(f"{cls.__module__}.{cls.__qualname__}", cls)
        self.owned = frozenset(map(id, [*self._modules.values(), *(owner for _, owner, *_ in self._saved)]))
        tables = [n if isinstance(n, dict) else gc.get_referents(n)[0] for _, _, n, *_ in self._saved]
        self._loaded = sys.modules
        self._versions = Versions([*tables, self._loaded])
        # What `restore` itself calls; the builtins may be lies when it starts.
        self._setattr, self._delattr = setattr, delattr
        self._all, self._map, self._len, self._is = all, map, len, operator.is_
        self._builtins = dict(vars(builtins))

    def _save(self, name: str, owner: types.ModuleType | type) -> None:
        """Remember the functions of an owner, and the names that hide those of others when they are added."""
        names = vars(owner)
        ours, numbers = name.startswith("helpers."), name in NUMBERS
        kept = {
            key: value
            for key, value in names.items()
            if (_fixed(value) or (ours and key.isupper()) or (numbers and type(value) is float))
            and key != "grading"
        }
        above = owner.__mro__[1:] if isinstance(owner, type) else [builtins]
        hidden = {key for each in above for key, value in vars(each).items() if _fixed(value)}
        if kept:
            others = frozenset(names.keys() - kept.keys())
            self._saved.append((name, owner, names, kept, frozenset(hidden - names.keys()), others))

    def restore(self) -> list[str]:
        """Put back what has changed; returns the full names."""
        changed = []
        own = builtins.__dict__
        for key, value in self._builtins.items():
            if key in own and own[key] is not value and key not in ("_", "__doc__", "display"):
                own[key] = value
                changed.append("builtins." + key)
        same, each, count, both = self._all, self._map, self._len, self._is
        for index in self._versions.changed():
            if index == count(self._saved):
                changed += self._modules_back()
                continue
            name, owner, names, kept, hidden, others = self._saved[index]
            # Thousands of names around every test, fifty thousand where Python does not say which dicts have
            # changed: none of them costs a line of Python. As many as there were, and all: none is new.
            if (
                count(names) == count(kept) + count(others)
                and same(each(both, each(names.get, kept), kept.values()))
                and names.keys() >= others
            ):
                continue
            for key, value in kept.items():
                if names.get(key) is not value:
                    self._setattr(owner, key, value)
                    changed.append(name + "." + key)
            if not hidden.isdisjoint(names):
                for key in hidden.intersection(names):
                    self._delattr(owner, key)
                    changed.append(name + "." + key)
        for list_, before in self._importers:
            list_[:] = before
        return changed

    def _modules_back(self) -> list[str]:
        """Put modules back under their names; returns those that were not there."""
        gone = [name for name, module in self._modules.items() if self._loaded.get(name) is not module]
        self._loaded.update({name: self._modules[name] for name in gone})
        return ["sys.modules." + name for name in gone]


def _checked(module: str) -> bool:
    return module.partition(".")[0] in ROOTS.split() and not module.startswith(tuple(LEFT_OUT.split()))


def _fixed(value: object) -> bool:
    """Whether nobody but an attacker gives this name another value."""
    return isinstance(
        value,
        types.FunctionType | types.BuiltinFunctionType | type | types.ModuleType | property | staticmethod
        | classmethod | types.MethodDescriptorType | types.WrapperDescriptorType | types.GetSetDescriptorType,
    ) or (callable(value) and inspect.isroutine(value))  # fmt: skip


def watch(trusted: list[Path], owned: frozenset[int]) -> Callable[[str | None], None]:
    """Install the audit hook.

    trusted: folders whose files may do everything. owned: `Pristine.owned`, the ids of modules and classes
    that keep their class and their bases. Returns a function that tells the hook which test runs:
    the file name under which it was compiled, or None for none.
    """
    folders = tuple(str(folder) + "/" for path in trusted for folder in {path, path.resolve()})
    getframe, ident, busy, running = sys._getframe, get_ident, set(), set()
    realpath, examiner = os.path.realpath, str(Path(__file__).with_name("examiner.py"))
    always, in_tests = frozenset(FORBIDDEN.split()), frozenset(FORBIDDEN_IN_TESTS.split())
    to_all, holders = frozenset(FORBIDDEN_TO_ALL.split()), frozenset(HOLDERS.split())
    frames, code = frozenset((*FRAMES.split(), "__code__")), frozenset(CODE.split())
    kind = frozenset(KIND.split())
    watched = always | in_tests | to_all | frozenset(OTHERS.split())
    refused = PermissionError("while tests run, this is out of bounds for a submission")

    def is_trusted(file: str) -> bool:
        return file.startswith(folders) or file.startswith("<frozen ") or file in running

    def asks(*words: str) -> bool:
        """Whether the submission's own code is behind an event.

        It is where it calls, or where it calls what hands a frame on. A library that calls nothing of such a
        name (words) was handed the function, to be called on the submission's behalf.
        """
        frame = getframe(3)  # asks, forbidden, hook, the caller
        own = code = frame.f_code  # read once each: every reading is an event, too
        while "/ctypes/" in code.co_filename and (frame := frame.f_back) is not None:
            code = frame.f_code
        while frame is not None:
            if not is_trusted(code.co_filename):
                return True
            if code.co_name not in LEAKS.get(code.co_filename.rpartition("/")[2], ()):
                break
            if (frame := frame.f_back) is not None:
                code = frame.f_code
        return bool(words) and not any(word in own.co_names or word in own.co_consts for word in words)

    def behind() -> bool:
        """Whether the submission's own code is anywhere behind an event."""
        frame = getframe(3)
        while frame is not None and is_trusted(frame.f_code.co_filename):
            frame = frame.f_back
        return frame is not None

    def of_test(frame: types.FrameType) -> bool:
        return frame.f_code.co_filename.startswith(TEST) or frame.f_code.co_filename == examiner

    def kept(holder: object, name: str) -> bool:
        """Whether a frame that something holds leads to a test that the one who asks is not to see."""
        frame = getattr(holder, name)
        if running:
            return frame is not None and of_test(frame) and behind()
        while frame is not None and not of_test(frame):
            frame = frame.f_back
        return frame is not None

    def forbidden(event: str, args: tuple) -> bool:
        what = event.rpartition(".")[2]
        if event in to_all:
            return True
        if event in always:
            return asks(what) if event.startswith(("sys.", "marshal.")) else asks()
        if event == "sys._getframe":
            return bool(running) and (asks(what) or ((of_test(args[0]) or stacks()) and behind()))
        if event in in_tests:
            return bool(running) and behind()
        if event == "object.__getattr__":
            named = [args[1]] if args[1] != "__code__" else []
            if args[1] in holders and kept(args[0], args[1]):
                return True
            return bool(running) and args[1] in frames and asks(*named)
        if event in ("object.__setattr__", "object.__delattr__"):
            if args[1] in kind:
                return id(args[0]) in owned
            return args[1] in code and asks() and is_trusted(_file(args[0]))
        if event == "compile":
            return isinstance(args[1], str) and is_trusted(args[1]) and asks()
        if event == "open":
            return isinstance(args[0], str | bytes) and _is_memory(realpath(os.fsdecode(args[0])))
        return event == "import" and bool(args[1]) and not is_trusted(str(args[1]))

    def stacks() -> bool:
        """Whether a function that gives whole stacks asks."""
        asking = getframe(3).f_code
        return asking.co_name in STACKS and asking.co_filename.endswith("/inspect.py")

    def hook(event: str, args: tuple) -> None:
        if event not in watched or (me := ident()) in busy:
            return
        busy.add(me)
        try:
            no = forbidden(event, args)
        except Exception:
            no = True
        finally:
            busy.discard(me)
        if no:
            raise refused

    def run(file: str | None) -> None:
        running.clear()
        if file:
            running.add(file)

    sys.addaudithook(hook)
    return run


def _is_memory(path: str) -> bool:
    """Whether a path is the memory of a process."""
    return path.endswith("/mem")


def _file(function: object) -> str:
    code = getattr(function, "__code__", None)
    return code.co_filename if code else ""
