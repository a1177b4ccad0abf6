"""A warm process: torch, ipykernel and what notebooks use, imported once and forked for every notebook.

It listens at a Unix socket. Each connection asks for one kernel (`supervisor`), lasts as
long as the kernel and ends it when it closes. The process has one thread, no event loop, no zmq context and
no CUDA context, since none of them survives a fork; it ends with the process that started it.

    python -m helpers.grading.kernel.zygote SOCKET < (a pipe that names modules, and stays open)
"""

import atexit
import contextlib
import functools
import gc
import importlib
import io
import json
import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it imports torch, which those who ask for a fork do without
    from helpers.grading.kernel.integrity import Pristine

ADDRESS = "FISHCOURSE_ZYGOTE"  # the socket of a running one, for child processes
# What every kernel needs: to start, for its first picture and its first error, for the course's tests.
BASE = (
    "torch",
    "torch.utils.data",
    "pandas",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipywidgets",
    "psutil",
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
    "helpers.teaching",
    "helpers.teaching.checks",
    "helpers.grading.kernel.warm",
)
# What notebooks may need, and whatever of this package is not about teaching alone.
MORE = (
    "torchvision.transforms.v2",
    "lightning",
    "torchmetrics",
    "scipy.stats",
    "sklearn.metrics",
    "helpers.training.fit",
)
LINE_BYTES = 65536
# Forks after which huge pages pay: they take a second or two to make, and save each fork 40 ms.
MANY = 50
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
    """Start a warm process; returns it and its address.

    It can be connected to at once, warms up then, and serves once it was told what else to import.
    """
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
    process.terminate()
    process.wait()
    process.stdin.close()
    shutil.rmtree(Path(address).parent, ignore_errors=True)


def tell(process: subprocess.Popen, modules: Iterable[str]) -> None:
    """Say what a warm process is to import beside BASE; what it is told later, it does not hear."""
    process.stdin.write(json.dumps(list(modules)).encode() + b"\n")
    process.stdin.flush()


@functools.cache
def begin() -> tuple[subprocess.Popen | None, str]:
    """The warm process of this process, started at the first call, and its address; None: of one above."""
    inherited = os.environ.get(ADDRESS, "")
    if inherited and Path(inherited).exists():
        return None, inherited
    process, address = start()
    atexit.register(stop, process, address)
    return process, address


@functools.cache
def shared(modules: tuple[str, ...] = MORE) -> str:
    """The address of the warm process of this process or of one above it.

    modules: what it imports beside BASE, where this is the first call.
    """
    process, address = begin()
    if process is not None:
        tell(process, modules)
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
    begin.cache_clear()
    shared.cache_clear()


def warm_up(modules: Iterable[str]) -> None:
    """Import these; raises RuntimeError where that has started a thread."""
    for module in modules:
        # What is not installed, or not there, is missed by those notebooks only that import it.
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    if len(os.listdir("/proc/self/task")) != 1:
        raise RuntimeError("an import has started a thread, which a fork would lose")


def rehearse() -> None:
    """Do for the first time, and for all forks, what takes long the first time: a figure, a step of training.

    Also, torch replaces the method `step` of each optimizer when one of its kind is first made.
    """
    import matplotlib.pyplot as plt
    import torch

    figure, axes = plt.subplots()
    axes.plot([0, 1], label="a")
    axes.set(xlabel="a", ylabel="b", title="c")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")
    plt.close(figure)
    torch.set_num_threads(1)  # more would be lost in a fork
    layer = torch.nn.Linear(2, 2)
    for name in torch.optim.__all__:
        kind = getattr(torch.optim, name, None)
        if isinstance(kind, type) and issubclass(kind, torch.optim.Optimizer):
            with contextlib.suppress(Exception):  # some ask for more than parameters, and are rare
                optimizer = kind(layer.parameters())
                layer(torch.ones(1, 2)).square().sum().backward()
                optimizer.step()
    torch.allclose(layer.weight, layer.weight)


def serve(listener: socket.socket, lifeline: int, pristine: "list[Pristine]") -> None:
    """Fork for each connection until the lifeline closes. Kernels end with this process.

    pristine: one, in a list: a kernel takes its own out, so that no frame of these functions leads there.
    """
    from helpers.grading.kernel import linux, supervisor

    forks = 0
    signal.signal(signal.SIGCHLD, lambda *_: None)  # wakes select up
    while True:
        ready, _, _ = select.select([listener, lifeline], [], [], 5)
        while True:
            try:
                if os.waitpid(-1, os.WNOHANG)[0] == 0:
                    break
            except ChildProcessError:
                break
        if lifeline in ready and not os.read(lifeline, LINE_BYTES):
            return
        if listener in ready:
            connection, _ = listener.accept()
            seed = random.SystemRandom().getrandbits(63)
            if os.fork() == 0:
                listener.close()
                supervisor.supervise(connection, seed, pristine)
            connection.close()
            forks += 1
            if forks == MANY:
                linux.use_huge_pages()


def heard(lifeline: int) -> list[str]:
    """The modules that the process is told to import; none where its user has ended first."""
    line = b""
    while not line.endswith(b"\n") and (part := os.read(lifeline, LINE_BYTES)):
        line += part
    return json.loads(line.split(b"\n")[0]) if line.endswith(b"\n") else []


def main(address: str) -> None:
    """Listen, warm up, serve."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(128)
    print("listening", flush=True)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    gc.disable()  # nothing that is imported is garbage: looking takes a quarter of the time
    warm_up(BASE)
    rehearse()
    told = heard(sys.stdin.fileno())
    warm_up(told)
    if any(name.startswith("helpers.") and not name.startswith("helpers.teaching") for name in told):
        warm_up(MORE)
    from helpers.grading.kernel import natives
    from helpers.grading.kernel.integrity import Pristine

    pristine = [Pristine(natives.take())]
    # The collector would write to, and so copy, every page that kernels share.
    gc.freeze()
    gc.enable()
    serve(listener, sys.stdin.fileno(), pristine)
    shutil.rmtree(Path(address).parent, ignore_errors=True)  # who started it may have been killed
    os._exit(0)  # nobody needs what torch would tidy up now


if __name__ == "__main__":
    main(sys.argv[1])
