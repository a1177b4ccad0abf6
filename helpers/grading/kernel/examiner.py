"""Runs tests inside a kernel without going through anything that its student could have changed.

A thread that nobody in the kernel has a name for waits at a socket of its own, encrypted, for tests: their
source never passes IPython, so there are no hooks, transformers, histories or messages to read or forge it
by. A test sees a copy of the notebook's names, and keeps its own to itself (`testcode`): the notebook gets no
more of it than what it imports. Modules and functions that the submission replaced are put back first
(`integrity`); what it prints and how it ends goes back over the same socket.

>>> listen({"address": "ipc:///tmp/k/exam", "secret": ..., "public": ...}, namespace, Pristine())
"""

import _thread
import builtins
import ctypes
import io
import json
import queue
import secrets
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import torch
import zmq
from IPython.core.inputtransformer2 import TransformerManager

import helpers
from helpers.grading.kernel import integrity, testcode

OUTPUT = 64 * 1024  # characters of what a test prints: feedback, not data
TEST = "<test>"  # what is shown in the place of a test's file name
STUCK_S = 2.0  # to answer an interruption


class OutOfTime(BaseException):
    """Raised inside a test whose time is up."""


def listen(exam: dict, namespace: dict, pristine: integrity.Pristine) -> None:
    """Start to wait for tests. exam: address and keys; namespace: the names of the notebook."""
    context = zmq.Context()
    channel = context.socket(zmq.PAIR)
    channel.curve_server = True
    channel.curve_secretkey, channel.curve_publickey = exam["secret"].encode(), exam["public"].encode()
    channel.bind(exam["address"])
    folders = [Path(sys.prefix), Path(sys.base_prefix), Path(helpers.__file__).parent]
    run = integrity.watch(folders, pristine.owned)
    # Compiled by the names of now: a submission may give them other meanings.
    _thread.start_new_thread(_wait, (channel, namespace, pristine, run, TransformerManager().transform_cell))
    for name in [name for name in sys.modules if name.startswith("helpers.grading")]:
        del sys.modules[name]
    del helpers.grading


def _wait(channel, namespace, pristine, run, transform) -> None:
    start, empty, interrupt = (
        _thread.start_new_thread,
        queue.Empty,
        ctypes.pythonapi.PyThreadState_SetAsyncExc,
    )
    while True:
        request = json.loads(channel.recv())
        results = queue.SimpleQueue()
        thread = start(_examine, (request, namespace, pristine, run, transform, results))
        try:
            result = results.get(timeout=request["seconds"])
        except empty:
            interrupt(ctypes.c_ulong(thread), ctypes.py_object(OutOfTime))
            try:
                result = results.get(timeout=STUCK_S)
            except empty:
                result = {"status": "stuck", "outputs": [], "patched": []}
        channel.send(json.dumps(result).encode())


def _examine(request, namespace, pristine, run, transform, results) -> None:
    """One test from start to end; puts {"status", "outputs", "patched"} into `results`."""
    # What the test before it left in order, nothing but a thread can have changed since: seen after this one.
    patched = [] if request["clean"] else pristine.restore()
    file = f"<test {secrets.token_hex(8)}>"
    printed = io.StringIO()  # written in C: a class of ours would lead to this module by its functions
    streams = sys.stdout, sys.stderr
    path = list(sys.path)
    outputs = []
    try:
        torch.set_num_threads(1)
        scope = {**namespace, "__builtins__": builtins}
        exec(compile(request["prelude"], file, "exec"), scope)
        before = dict(scope)
        # The working folder comes last: no file in it can stand in for a library.
        sys.path[:] = [folder for folder in path if folder] + [""]
        sys.stdout = sys.stderr = printed
        run(file)
        value, imported = _execute(transform(request["source"]), file, scope)
        lies = [name for name, known in before.items() if scope.get(name) is not known]
        lies += pristine.restore() + _canaries()
        run(None)
        if lies:
            raise RuntimeError("while the test ran, the submission changed " + ", ".join(lies[:5]))
        outputs += _result(value)
        namespace.update(imported)
        status = "ok"
    except BaseException as error:
        status = "timeout" if isinstance(error, OutOfTime) else "error"
        outputs.append(_error(error, file))  # still as in a test: it runs methods of the error
        run(None)
    finally:
        sys.stdout, sys.stderr = streams
        sys.path[:] = path
    if text := printed.getvalue()[:OUTPUT].replace(file, TEST):
        outputs.insert(0, {"output_type": "stream", "name": "stdout", "text": text})
    results.put({"status": status, "outputs": outputs, "patched": patched})


def _execute(source: str, file: str, scope: dict) -> tuple[object, dict]:
    """Run a cell; returns the value of its last line where that is an expression, and what it imported."""
    code, parameters, imported = testcode.as_function(source, file, scope)
    exec(code, scope)
    value, names = scope.pop(testcode.NAME)(**{name: scope[name] for name in parameters})
    return value, {name: names[name] for name in imported if name in names}


def _canaries() -> list[str]:
    """Names of comparisons that call different things equal, and of what stands between them and a test."""
    if torch._C._len_torch_function_stack() or torch._C._len_torch_dispatch_stack():
        return ["a mode of torch"]
    zero, one = torch.zeros(2), torch.ones(2)
    lies = [
        name
        for name, same in {
            "torch.equal": torch.equal(zero, one),
            "torch.allclose": torch.allclose(zero, one),
            "Tensor.__eq__": bool((zero == one).any()),
            "float.__eq__": 0.0 == 1.0,
        }.items()
        if same is not False
    ]
    try:
        torch.testing.assert_close(zero, one)
    except AssertionError:
        return lies
    return [*lies, "torch.testing.assert_close"]


def _result(value: object) -> list[dict]:
    """The output of the last line. Only plain numbers are written as they are: they are partial credit."""
    if value is None:
        return []
    text = repr(value) if type(value) in (int, float) else f"<{type(value).__name__}>"
    return [
        {
            "output_type": "execute_result",
            "execution_count": None,
            "metadata": {},
            "data": {"text/plain": text},
        }
    ]


def _error(error: BaseException, file: str) -> dict:
    """An error output; of the test itself, its traceback has line numbers but no source."""
    name = type(error).__name__
    try:
        render: Callable | None = getattr(error, "_render_traceback_", None)
        lines = [str(line) for line in render()] if render else traceback.format_exception(error)
        lines = [line.replace(file, TEST) for line in lines if __file__ not in line]
        text = str(error)
    except BaseException:  # it ends here, whatever it raises
        lines, text = [], "(its message could not be written)"
    return {
        "output_type": "error",
        "ename": name[:200],
        "evalue": text[:OUTPUT],
        "traceback": [line[:OUTPUT] for line in lines[-100:]],
    }
