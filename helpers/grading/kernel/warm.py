"""A fork of the warm process becomes an IPython kernel.

>>> become_kernel(request, seed, pristine, ready=4, settle=settle)  # never returns
"""

import os
import random
import shutil
import signal
import sys
import types
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from ipykernel.kernelapp import IPKernelApp

from helpers.grading.kernel import examiner
from helpers.grading.kernel.integrity import Pristine
from helpers.grading.kernel.output import LimitedStream
from helpers.grading.kernel.sandbox import FILES, HOME


def become_kernel(
    request: dict, seed: int, pristine: list[Pristine], *, ready: int, settle: Callable[[], None]
) -> None:
    """Run a kernel in this process until it is shut down.

    pristine: the one in this list is taken out. ready: a file descriptor to close once the kernel's sockets
    are bound. settle: called first: only a process of one thread can enter a user namespace, by a handle that
    is then closed with all others.
    """
    settle()
    _forget_parent(ready)
    os.environ.clear()
    os.environ.update(request["env"])
    if request["sandbox"]:
        os.environ |= {"HOME": str(HOME), "USER": "student", "LOGNAME": "student", "TMPDIR": "/tmp"}
    _seed(seed)
    # A module of its own, or a notebook could see the names of the warm process.
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv = ["ipykernel_launcher"]
    sys.ps1 = "In : "  # as in every interactive session; libraries ask for it
    if request["limits"]:
        LimitedStream.limit = request["limits"]["output_kib"] * 1024
    app = IPKernelApp.instance(
        parent_handle=0,
        connection_file=request["connection_file"],
        outstream_class=f"{LimitedStream.__module__}.{LimitedStream.__name__}",
    )
    app.initialize([f"--f={request['connection_file']}", *request["arguments"]])
    if request["exam"]:
        examiner.listen(request.pop("exam"), app.shell.user_ns, pristine.pop())
    os.write(ready, b"1")
    os.close(ready)
    os.chdir(_folder(request))
    start, leave = app.start, os._exit
    _empty(sys._getframe())
    try:
        start()
    finally:
        leave(0)


def _empty(frame: types.FrameType | None) -> None:
    """Take away what the functions could use that wait below: whoever walks up the stack finds nothing there.

    They end with this process, and never go on.
    """
    own = str(Path(__file__).parent)
    while frame is not None:
        if frame.f_code.co_filename.startswith(own):
            frame.f_globals.clear()
        frame = frame.f_back


def _folder(request: dict) -> Path:
    """The working folder; in a sandbox, a copy of the submission's files in memory."""
    if not request["sandbox"]:
        return Path(request["cwd"])
    folder = HOME / "work"
    if FILES.is_dir():
        shutil.copytree(FILES, folder, symlinks=True)
    folder.mkdir(exist_ok=True)
    return folder


def _forget_parent(ready: int) -> None:
    """Signals, file descriptors and buffers of the warm process do not reach the kernel."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # as Python starts
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, ready)
    os.closerange(ready + 1, os.sysconf("SC_OPEN_MAX") if os.sysconf("SC_OPEN_MAX") < 65536 else 65536)


def _seed(seed: int) -> None:
    """Every fork would draw the same random numbers as the others."""
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)
    torch.set_num_threads(1)
