"""A kernel of one submission, with the two ways into it: Jupyter's messages, and the examiner's socket.

>>> async with Session(notebook, limits, language="en", boxed=True, files=None) as session:
...     await session.test("assert velocity(1.0) == 0.1", "", seconds=10)
"""

import asyncio
import contextlib
import json
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_output

from helpers.grading.kernel import zygote
from helpers.grading.kernel.limits import Limits
from helpers.grading.kernel.provisioner import WarmProvisioner

EXAM = "FISHCOURSE_EXAM"  # where an ordinary kernel finds its examiner's address and keys
MESSAGE_BYTES = 16 * 2**20  # a picture has 100 KB
NOTEBOOK_FACTOR = 4  # a notebook may print that many times what a cell may
START_S = 60  # for a kernel; a cold machine imports torch slowly
LATE_S = 5.0  # after its time is up, a test reports that within this
OUTPUT_S = 2  # for the output of a cell that has ended
LOOK_S = 0.2
KEPT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
)  # of the environment, in a sandbox: whoever grades may have keys there


class Dead(Exception):
    """The kernel has ended, or does not answer and was ended."""


class NoKernel(Exception):
    """No kernel could be started."""


class Session:
    """Starts a kernel on entry; ends it and everything that came from it on exit."""

    def __init__(
        self,
        notebook: NotebookNode,
        limits: Limits,
        *,
        language: str,
        boxed: bool,
        files: Path | None,
        warm: bool = True,
    ):
        """warm: fork from a warm process, else start an ordinary kernel, which knows no limits but time."""
        self.notebook, self.limits, self.language = notebook, limits, language
        self.boxed, self.files, self.warm = boxed, files, warm
        self.clean = False  # whether a test that found all in order was the last to run

    async def __aenter__(self) -> "Session":
        self.context = zmq.asyncio.Context()
        self.context.setsockopt(zmq.MAXMSGSIZE, MESSAGE_BYTES)
        self.manager = AsyncKernelManager(kernel_spec_manager=_Specs(), context=self.context)
        self.keys = zmq.curve_keypair()
        public, secret = zmq.curve_keypair()
        exam = {"public": public.decode(), "secret": secret.decode()}
        provisioner = WarmProvisioner(parent=self.manager, kernel_spec=self.manager.kernel_spec)
        provisioner.sandbox, provisioner.files = self.boxed, self.files
        provisioner.limits = self.limits.__dict__.copy()
        provisioner.exam = exam
        self.provisioner = self.manager.provisioner = provisioner
        env = {key: os.environ[key] for key in KEPT if key in os.environ} if self.boxed else dict(os.environ)
        env["FISHCOURSE_LANGUAGE"] = self.language
        provisioner.warm = self.warm
        if not self.warm:
            exam["address"] = f"tcp://127.0.0.1:{_free_port()}"
            env[EXAM] = json.dumps(exam)
        self.client = _Client(self.notebook, km=self.manager, allow_errors=True, record_timing=False)
        self.client.interrupt_on_timeout = True
        self.client.iopub_timeout = OUTPUT_S
        self.client.budget = NOTEBOOK_FACTOR * self.limits.output_kib * 1024
        self.channel = self.context.socket(zmq.PAIR)
        # In a sandbox, the kernel makes such a folder for itself.
        self.folder = tempfile.TemporaryDirectory(prefix="w", dir=zygote.folder(), ignore_cleanup_errors=True)
        if self.files and not self.boxed:
            shutil.copytree(self.files, self.folder.name, symlinks=True, dirs_exist_ok=True)
        try:
            await self.client.async_start_new_kernel(cwd=self.folder.name, env=env)
            await asyncio.wait_for(self._connect(), START_S)
            self.channel.curve_publickey, self.channel.curve_secretkey = self.keys
            self.channel.curve_serverkey = public
            self.channel.connect(exam.get("address") or f"ipc://{provisioner.sockets}/exam")
        except (RuntimeError, OSError, TimeoutError) as error:
            await self._end()
            raise NoKernel(str(error)) from error
        except BaseException:
            await self._end()
            raise
        return self

    async def _connect(self) -> None:
        """Open the channels and wait until output arrives."""
        # No heartbeat: its thread cannot be stopped while it waits for a kernel that has lost its mind.
        kernel = self.client.kc = self.manager.client()
        kernel.start_channels(hb=False)
        kernel.allow_stdin = False
        while True:
            kernel.kernel_info()
            await kernel.get_shell_msg()
            with contextlib.suppress(Empty):  # it was sent before we listened
                await kernel.get_iopub_msg(timeout=LOOK_S)
                return

    async def __aexit__(self, *_: Any) -> None:
        await self._end()

    async def _end(self) -> None:
        self.channel.close(0)
        try:
            if self.client.kc is not None:
                self.client.kc.stop_channels()
                self.client.kc = None
            if self.manager.has_kernel:
                await self.provisioner.kill()
                await self.provisioner.wait()
            await self.manager.cleanup_resources()
        finally:
            self.context.destroy(linger=0)
            self.folder.cleanup()

    async def cell(self, cell: NotebookNode, index: int, seconds: float) -> None:
        """Run a code cell; after `seconds` it is interrupted. Raises Dead where that does not help."""
        client = self.client
        self.clean = client.over = False
        client.timeout = max(1, int(seconds))
        client.allowed = self.limits.output_kib * 1024
        running = asyncio.ensure_future(client.async_execute_cell(cell, index))
        await self._finish(running, client.timeout + LATE_S)

    async def test(self, source: str, prelude: str, seconds: float) -> dict[str, Any]:
        """Have the examiner run a test; returns {"status", "outputs", "patched"}. Raises Dead likewise."""
        request = {"source": source, "prelude": prelude, "seconds": seconds, "clean": self.clean}
        self.client.over = False

        async def ask() -> dict[str, Any]:
            await self.channel.send(json.dumps(request).encode())
            return json.loads(await self.channel.recv())

        answer = await self._finish(asyncio.ensure_future(ask()), seconds + LATE_S)
        if answer["status"] == "stuck":
            raise Dead("timeout")
        self.clean = answer["status"] == "ok"
        return answer

    async def _finish(self, work: asyncio.Future, seconds: float) -> Any:
        """Wait for `work` as long as the kernel lives."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        try:
            while True:
                done, _ = await asyncio.wait([work], timeout=LOOK_S)
                if done:
                    return work.result()
                if not await self.manager.is_alive():
                    raise Dead(self.provisioner.reason or "crash")
                if loop.time() > end:
                    raise Dead("timeout")
        except (Dead, asyncio.CancelledError):
            raise
        except Exception as error:
            # A kernel can send what nbclient does not expect; also, it notices some deaths itself.
            raise Dead(self.provisioner.reason or "crash") from error
        finally:
            if not work.done():
                work.cancel()
                await asyncio.wait([work])
            if not work.cancelled():
                work.exception()  # it is known


class _Specs(KernelSpecManager):
    """One kernel, whatever a notebook asks for."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The kernel that starts where no warm process can be forked."""
        argv = [sys.executable, "-m", "helpers.grading.kernel.cold", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


class _Client(NotebookClient):
    """Keeps outputs within their limits."""

    allowed = 0  # bytes that the cell may still print
    budget = 0  # and the notebook
    over = False  # whether something was left out

    def output(self, outs, msg, display_id, cell_index):
        """As the parent, as long as there is room."""
        content = msg["content"]
        size = len(json.dumps(content, default=str))
        self.allowed, self.budget = self.allowed - size, self.budget - size
        if min(self.allowed, self.budget) >= 0:
            return super().output(outs, msg, display_id, cell_index)
        if not self.over:
            self.over = True
            outs.append(new_output("stream", name="stderr", text="... more output than is kept ...\n"))
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
