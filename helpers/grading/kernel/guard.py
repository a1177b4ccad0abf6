"""What a submission must not read or take over while its tests run, in the process that both share.

`watch` installs an audit hook (https://peps.python.org/pep-0578/), which cannot be taken out again: code of
the submission may not reach the frames, the memory or the code of its tests. Libraries may, on its behalf or
not, so that everything works as it does outside.

The hook is Python code, and events that it causes itself it lets pass. So it must run nothing that a
submission could have written or replaced: its names and builtins are copies of its own, all that it calls was
bound before, and what comes with an event is touched only where its type is known. What it knows is kept
where the traceback of a refusal does not lead.

In one process this is a fence, no wall. Whoever reads or writes raw memory gets over it: numpy and torch make
arrays at any address, cffi does too, and a dangling view may lie where the expected numbers come to lie. An
answer also does what it likes to objects that a test hands to it: it reads and sets what a function closes
over, hooks into tensors and layers, and returns what answers for itself where a test compares without
`helpers.teaching.checks.equal`. What must not be read at all belongs into another process.

>>> run = watch([Path(sys.prefix)], pristine); run("<test 1>"); ...; run(None)
"""

import builtins
import ctypes
import functools
import os
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

from helpers.grading.kernel.natives import without_frame

if TYPE_CHECKING:
    from helpers.grading.kernel.integrity import Pristine

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
HOLDING = (types.AsyncGeneratorType, types.CoroutineType, types.GeneratorType, types.TracebackType)
FRAMES = f"ag_code cr_code f_code gi_code {HOLDERS}"
CODE = "__code__ __defaults__ __kwdefaults__"
KEYWORDS = "__kwdefaults__"  # a dict, which whoever has it can write to
# What gives all names of a module or class another meaning, though its dict stays as it is.
KIND = "__class__ __bases__"
NATIVE = "fishcourse.native"  # see `natives`, and there which of them:
KERNELS = {"fallback": 2, "impl": 3}  # register a function, and the how manieth argument it is
MODES = {"_push_on_torch_dispatch_stack", "_push_on_torch_function_stack", "_set_dispatch_mode"}
IN_TESTS = MODES | {"__init__", "_push_saved_tensors_default_hooks", "set_eval_frame"}  # only of a thread
ALL_MODES = (TorchDispatchMode, TorchFunctionMode)
REGISTERS = ("/torch/library.py", "/torch/_library/", "/kernel/natives.py")  # parts of what registers kernels
OTHERS = f"{NATIVE} compile import object.__delattr__ object.__getattr__ object.__setattr__ open"
# Functions of trusted files that hand frames to whoever calls them.
LEAKS = {
    "inspect.py": {"currentframe", "stack", "trace", "getouterframes", "getinnerframes"},
    "traceback.py": {"walk_stack", "walk_tb", "extract_stack", "format_stack", "print_stack", "extract"},
    "__init__.py": {"<lambda>", "currentframe"},  # logging.currentframe
}
# Of these, whole stacks: not even for a library, where the submission has called it.
STACKS = {"stack", "trace", "getouterframes", "getinnerframes"}
TEST = "<test "  # the file names of tests begin so
MEMORY = 0o100600  # the mode of /proc/PID/mem, and there of no other file


def watch(trusted: list[Path], pristine: "Pristine") -> Callable[[str | None], None]:
    """Install the audit hook.

    trusted: folders whose files may do everything. pristine: it knows the modules and classes that keep their
    class and their bases. Returns a function that tells the hook which test runs: the file name under which
    it was compiled, or None for none.
    """
    natives = dict(pristine.natives)
    pristine.natives.clear()  # nobody else has them
    private = {**globals(), "__builtins__": dict(vars(builtins))}
    make = types.FunctionType(_make.__code__, private, "make")
    folders = tuple(str(folder) + "/" for path in trusted for folder in {path, path.resolve()})
    refuses, run, watched = make(
        folders, str(Path(__file__).with_name("examiner.py")), pristine.owned, natives
    )
    # Written in C, it shows nobody the function that it calls.
    asked = functools.cmp_to_key(refuses)
    defaults = (watched, asked, PermissionError, "while tests run, this is out of bounds for a submission")
    # Its frame is in the traceback of every refusal: there is nothing in it to take away.
    sys.addaudithook(types.FunctionType(_hook.__code__, {"__builtins__": {}}, "hook", defaults))
    return run


def _hook(event: str, args: tuple, watched: frozenset, asked, error: type, text: str) -> None:
    if event in watched and asked(event) < asked(args):
        raise error(text)


def _make(
    folders: tuple[str, ...], examiner: str, owned: frozenset[int], natives: dict[str, Callable]
) -> tuple:
    """What decides about events, what tells it which test runs, and the events it is to be asked about."""
    own, running = globals(), set()
    stat = os.stat
    proc = stat("/proc/self").st_dev if os.path.isdir("/proc/self") else None
    always, in_tests = frozenset(FORBIDDEN.split()), frozenset(FORBIDDEN_IN_TESTS.split())
    to_all, holders = frozenset(FORBIDDEN_TO_ALL.split()), frozenset(HOLDERS.split())
    frames, code = frozenset((*FRAMES.split(), "__code__")), frozenset(CODE.split())
    kind = frozenset(KIND.split())
    watched = always | in_tests | to_all | frozenset(OTHERS.split())
    function, builtin = types.FunctionType, types.BuiltinFunctionType
    # Unlike sys._getframe, they are no event. As attributes, they would be there for everybody.
    state, frame_of = (ctypes.pythonapi[f"PyThreadState_{name}"] for name in ("Get", "GetFrame"))
    state.restype, frame_of.restype, frame_of.argtypes = ctypes.c_void_p, ctypes.py_object, [ctypes.c_void_p]

    def is_trusted(file: object) -> bool:
        # A text of a class of its own could answer as it likes.
        return type(file) is str and (file.startswith((*folders, "<frozen ")) or file in running)

    def asks(frame: types.FrameType | None, *words: str) -> bool:
        """Whether the submission's own code is behind an event.

        It is where it calls, or where it calls what hands a frame on. A library that calls nothing of such a
        name (words) was handed the function, to be called on the submission's behalf.
        """
        by = called = frame.f_code
        while is_trusted(called.co_filename) and "/ctypes/" in called.co_filename and frame.f_back:
            frame = frame.f_back
            called = frame.f_code
        while frame is not None:
            called = frame.f_code
            if not is_trusted(called.co_filename):
                return True
            if called.co_name not in LEAKS.get(called.co_filename.rpartition("/")[2], ()):
                break
            frame = frame.f_back
        return bool(words) and not any(word in by.co_names or word in by.co_consts for word in words)

    def behind(frame: types.FrameType | None) -> bool:
        """Whether the submission's own code is anywhere behind an event."""
        while frame is not None and is_trusted(frame.f_code.co_filename):
            frame = frame.f_back
        return frame is not None

    def of_test(frame: types.FrameType) -> bool:
        file = frame.f_code.co_filename
        return type(file) is str and (file.startswith(TEST) or file == examiner)

    def guarded(frame: types.FrameType | None) -> bool:
        """Whether this guard is among a frame and those that called it: something ran in its midst."""
        while frame is not None and frame.f_globals is not own:
            frame = frame.f_back
        return frame is not None

    def kept(caller: types.FrameType, holder: object, name: str) -> bool:
        """Whether a frame that something holds leads to a test that the one who asks is not to see."""
        if type(holder) not in HOLDING:
            return False
        frame = getattr(holder, name)
        if guarded(frame):
            return True
        if running:
            return frame is not None and of_test(frame) and behind(caller)
        while frame is not None and not of_test(frame):
            frame = frame.f_back
        return frame is not None

    def forbidden(event: str, args: tuple, caller: types.FrameType | None) -> bool:
        what = event.rpartition(".")[2]
        if event in to_all:
            return True
        if caller is None:  # a thread that has not begun
            return False
        if event in always:
            return asks(caller, what) if event.startswith(("sys.", "marshal.")) else asks(caller)
        if event == "sys._getframe":
            if not running:
                return guarded(args[0])
            seen = of_test(args[0]) or guarded(args[0]) or stacks(caller)
            return asks(caller, what) or (seen and behind(caller))
        if event in in_tests:
            return bool(running) and behind(caller)
        if event == "object.__getattr__":
            if type(args[1]) is not str:
                return True
            named = [args[1]] if args[1] != "__code__" else []
            if args[1] in holders and kept(caller, args[0], args[1]):
                return True
            if args[1] == KEYWORDS:
                return asks(caller, KEYWORDS) and is_trusted(file_of(args[0]))
            return bool(running) and args[1] in frames and asks(caller, *named)
        if event in ("object.__setattr__", "object.__delattr__"):
            if type(args[1]) is not str:
                return True
            if args[1] in kind:
                return id(args[0]) in owned or (bool(running) and issubclass(type(args[0]), ALL_MODES))
            return args[1] in code and asks(caller) and is_trusted(file_of(args[0]))
        if event == "compile":
            file = args[1]
            return isinstance(file, str) and (type(file) is not str or is_trusted(file)) and asks(caller)
        if event == "open":
            return is_memory(args[0])
        return event == "import" and args[1] is not None and not is_trusted(args[1])

    def stacks(frame: types.FrameType) -> bool:
        """Whether a function that gives whole stacks asks."""
        asking = frame.f_code
        return asking.co_name in STACKS and asking.co_filename.endswith("/inspect.py")

    def takes_over(caller: types.FrameType, name: str, args: tuple, kwargs: dict) -> bool:
        """Whether a function of `natives` would put code of the submission in the place of torch's."""
        if name in KERNELS:
            place = KERNELS[name]
            kernel = args[place] if len(args) > place else kwargs.get("func")
            return behind(caller) and (registers(caller) or not is_trusted(file_of(kernel)))
        if name == "signal":
            return not args or bool(kwargs)
        if name not in IN_TESTS:
            return behind(caller)
        if not running:
            return False
        if name in MODES:
            return not args or id(type(args[0])) not in owned
        if name == "set_eval_frame":
            return len(args) != 1 or args[0] is not None
        return behind(caller) and not (args and all(is_trusted(file_of(value)) for value in args[-2:]))

    def registers(frame: types.FrameType | None) -> bool:
        """Whether it is the submission itself that registers a kernel, and no library on its behalf."""
        by = ""
        while frame is not None and is_trusted(frame.f_code.co_filename):
            by, frame = frame.f_code.co_filename, frame.f_back
        return any(part in by for part in REGISTERS)

    def perform(name: str, args: tuple, kwargs: dict, answer: list) -> None:
        """Call a function of `natives`; no traceback leads from its error to here."""
        try:
            answer += natives[name](*args, **kwargs), None
        except BaseException as error:
            answer += None, error.with_traceback(None)

    def is_memory(path: object) -> bool:
        """Whether a path is the memory of a process."""
        if isinstance(path, str):
            path = str.__str__(path)
        elif isinstance(path, bytes):
            path = bytes.decode(path, "utf-8", "surrogateescape")
        else:
            return False
        if path == "mem" or path.endswith("/mem"):
            return True
        try:
            found = stat(path)
        except (OSError, ValueError):
            return False
        return found.st_dev == proc and found.st_mode == MEMORY

    def file_of(value: object) -> str:
        return value.__code__.co_filename if type(value) is function else ""

    def refuses(event: str, args: tuple) -> int:
        """-1 or 0, as whoever compares two things: an event comes before its arguments if it is refused."""
        caller = frame_of(state())  # this function's own
        caller = caller.f_back and caller.f_back.f_back
        if caller is not None and caller.f_globals is own:
            return 0
        try:
            if event == NATIVE:
                name, values, kwargs, answer = args
                values, kwargs = tuple(values), dict(kwargs)
                if type(name) is not str or type(answer) is not list or name not in natives:
                    return -1
                if takes_over(caller, name, values, kwargs):
                    return -1
                if name == "signal" and type(values[-1]) is not builtin and callable(values[-1]):
                    values = (*values[:-1], without_frame(values[-1]))
                perform(name, values, kwargs, answer)
                return 0
            return -forbidden(event, args, caller)
        except Exception:
            return -1

    def run(file: str | None) -> None:
        running.clear()
        if file:
            running.add(file)

    return refuses, run, watched
