"""A warm process: torch, torchvision, lightning and ipykernel, imported once and forked for every notebook.

It listens at a Unix socket. Each connection asks for one kernel (`supervisor`), lasts as
long as the kernel and ends it when it closes. The process has one thread, no event loop, no zmq context and
no CUDA context, since none of them survives a fork; it ends with the process that started it.

    python -m helpers.grading.kernel.zygote SOCKET < (a pipe that stays open)
"""

import atexit
import contextlib
import functools
import gc
import importlib
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers.grading.kernel.integrity import Pristine

ADDRESS = "FISHCOURSE_ZYGOTE"  # the socket of a running one, for child processes
PRELOADED = (
    "torch",
    "torch.utils.data",
    "torchvision.transforms.v2",
    "lightning",
    "torchmetrics",
    "pandas",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    # What every kernel imports as it starts, and for its first picture and its first error.
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.platform.asyncio",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
    "pygments.formatters.terminal256",
    "pygments.lexers.python",
    "stack_data",
    "polib",
    "ipywidgets",
    "scipy.stats",
    "sklearn.metrics",
    "helpers.teaching",
    "helpers.teaching.checks",
    "helpers.training.fit",
    "helpers.grading.kernel.warm",
)
QUIET = {
    # One thread before a fork, and one a kernel: two kernels with two threads each would wait for each other.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTORCH_NVML_BASED_CUDA_CHECK": "1",  # asking for CUDA must not initialise it
    "CUDA_VISIBLE_DEVICES": "",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger's remark on frozen modules
    "PYTHONHASHSEED": "0",
}


def start() -> tuple[subprocess.Popen, str]:
    """Start a warm process; returns it and its address. It can be connected to at once, and warms up then."""
    folder = tempfile.mkdtemp(prefix="fcz")
    address = f"{folder}/zygote"
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers.grading.kernel.zygote", address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **QUIET},
        start_new_session=True,  # Ctrl-C is for the one who started it
    )
    process.stdout.readline()  # it listens
    process.stdout.close()
    return process, address


def stop(process: subprocess.Popen, address: str) -> None:
    """End a warm process, and with it every kernel that came from it."""
    process.stdin.close()
    process.wait()
    shutil.rmtree(Path(address).parent, ignore_errors=True)


@functools.cache
def shared() -> str:
    """The address of the warm process of this process or of one above it, started at the first call."""
    inherited = os.environ.get(ADDRESS, "")
    if inherited and Path(inherited).exists():
        return inherited
    process, address = start()
    atexit.register(stop, process, address)
    return address


def folder() -> str | None:
    """Where the files of kernels go: it lasts as long as the warm process, however its users end.

    None where there is no such process: the system's own folder.
    """
    if sys.platform != "linux":
        return None
    try:
        return str(Path(shared()).parent)
    except OSError:
        return None


def forget() -> None:
    """Have the next call of `shared` start another one: the last does not answer."""
    os.environ.pop(ADDRESS, None)
    shared.cache_clear()


def warm_up() -> None:
    """Import what notebooks use; raises RuntimeError where that has started a thread."""
    for module in PRELOADED:
        try:
            importlib.import_module(module)
        except ModuleNotFoundError as error:
            # The extras that are not installed are missed by those notebooks only that import them.
            if error.name is None or module.partition(".")[0] != error.name.partition(".")[0]:
                raise
    rehearse()
    if len(os.listdir("/proc/self/task")) != 1:
        raise RuntimeError("an import has started a thread, which a fork would lose")


def rehearse() -> None:
    """Make one optimizer of each kind: torch replaces the method `step` of each class when it is first
    used."""
    import torch

    for name in torch.optim.__all__:
        kind = getattr(torch.optim, name, None)
        if isinstance(kind, type) and issubclass(kind, torch.optim.Optimizer):
            with contextlib.suppress(Exception):  # some ask for more than parameters, and are rare
                kind([torch.zeros(2, 2, requires_grad=True)])


def serve(listener: socket.socket, lifeline: int, pristine: list[Pristine]) -> None:
    """Fork for each connection until the lifeline closes. Kernels end with this process.

    pristine: one, in a list: a kernel takes its own out, so that no frame of these functions leads there.
    """
    from helpers.grading.kernel import supervisor

    signal.signal(signal.SIGCHLD, lambda *_: None)  # wakes select up
    while True:
        ready, _, _ = select.select([listener, lifeline], [], [], 5)
        while True:
            try:
                if os.waitpid(-1, os.WNOHANG)[0] == 0:
                    break
            except ChildProcessError:
                break
        if lifeline in ready:
            return
        if listener in ready:
            connection, _ = listener.accept()
            seed = random.SystemRandom().getrandbits(63)
            if os.fork() == 0:
                listener.close()
                supervisor.supervise(connection, seed, pristine)
            connection.close()


def main(address: str) -> None:
    """Listen, warm up, serve."""
    from helpers.grading.kernel import linux

    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(128)
    print("listening", flush=True)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    warm_up()
    pristine = [Pristine()]
    # The collector would write to, and so copy, every page that kernels share.
    gc.collect()
    gc.freeze()
    linux.use_huge_pages()
    serve(listener, sys.stdin.fileno(), pristine)
    shutil.rmtree(Path(address).parent, ignore_errors=True)  # who started it may have been killed
    os._exit(0)  # nobody needs what torch would tidy up now


if __name__ == "__main__":
    main(sys.argv[1])
