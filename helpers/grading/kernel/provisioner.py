"""Kernels that fork from a warm process, for every client of Jupyter: a kernel provisioner.

    env JUPYTER_PATH=helpers/grading/jupyter pytest --nbval-lax course

That folder holds a kernel specification that takes the place of python3; `environment` gives what a program
needs. Where nothing can be forked (Windows, macOS), an ordinary kernel starts.
https://jupyter-client.readthedocs.io
"""

import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from helpers.grading.kernel import frames, zygote

SPECIFICATIONS = Path(__file__).parent / "jupyter"


class WarmProvisioner(LocalProvisioner):
    """Asks a warm process for a fork and looks after it.

    warm: whether there is a warm process to ask. limits: the fields of `limits.Limits`, or
    None for none. sandbox: whether the kernel lives in one. files: a folder whose content a sandboxed
    kernel finds where it works. exam: the keys of an examiner.
    """

    def __init__(self, **options: Any):
        super().__init__(**options)
        self.warm = sys.platform == "linux"
        self.sandbox = False
        self.files: Path | None = None
        self.limits: dict | None = None
        self.exam: dict | None = None
        self.reason = ""  # why the kernel was ended, where its supervisor did
        self.sockets: Path | None = None
        self.connection: socket.socket | None = None
        self.code: int | None = None

    @property
    def has_process(self) -> bool:
        """Whether a kernel is there to be looked after."""
        return self.connection is not None or super().has_process

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose the sockets: files in a folder of the kernel's own, which a sandbox can be given."""
        if self.warm and self.sockets is None:  # a restart keeps them
            manager = self.parent
            self.sockets = Path(
                tempfile.mkdtemp(prefix="k", dir=zygote.folder())
            )  # a socket's path has 107 characters
            manager.transport = "ipc"
            manager.ip = str(self.sockets / "k")
            manager.connection_file = str(self.sockets / "kernel.json")
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Have the warm process fork; raises RuntimeError where it will not."""
        if self.sockets is None:
            return await super().launch_kernel(cmd, **kwargs)
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(zygote.shared())
        except (ConnectionRefusedError, FileNotFoundError):
            zygote.forget()
            connection.connect(zygote.shared())
        self.connection = connection
        frames.send(
            self.connection,
            {
                "connection_file": str(self.sockets / "kernel.json"),
                "sockets": str(self.sockets),
                "arguments": [part for part in cmd if part.startswith("--HistoryManager")],
                "env": {**kwargs["env"], **zygote.QUIET},
                "cwd": str(kwargs.get("cwd") or Path.cwd()),
                "sandbox": self.sandbox,
                "files": self.files and str(self.files),
                "limits": self.limits,
                "exam": self.exam and {**self.exam, "address": f"ipc://{self.sockets}/exam"},
            },
        )
        answer = frames.receive(self.connection) or {"problem": "the warm process has ended"}
        if "pid" not in answer:
            self._close()
            raise RuntimeError(f"no kernel: {answer.get('problem') or 'it ended at its start'}")
        self.pid, self.cwd = answer["pid"], kwargs.get("cwd")
        return self.connection_info

    async def poll(self) -> int | None:
        """None while the kernel lives, else its exit code."""
        if self.sockets is None:
            return await super().poll()
        if self.connection is None:
            return self.code or 0
        if select.select([self.connection], [], [], 0)[0]:
            answer = frames.receive(self.connection) or {}
            self.code, self.reason = answer.get("exit", 1), answer.get("reason", "")
            self._close()
            return self.code
        return None

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel; SIGINT and SIGKILL do what they should inside a sandbox as well."""
        if self.sockets is None:
            await super().send_signal(signum)
        elif self.connection is not None:
            try:
                frames.send(self.connection, {"signal": int(signum)})
            except OSError:
                return  # it has ended; poll will tell

    async def wait(self) -> int | None:
        """Wait for the kernel's end; returns its exit code."""
        if self.sockets is None:
            return await super().wait()
        while (code := await self.poll()) is None:
            select.select([self.connection], [], [], 0.1)
        return code

    async def kill(self, restart: bool = False) -> None:
        """End the kernel and everything that it started."""
        if self.sockets is None:
            await super().kill(restart)
        else:
            await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end."""
        if self.sockets is None:
            await super().terminate(restart)
        else:
            await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        """Take back the sockets."""
        if self.sockets is None:
            await super().cleanup(restart)
            return
        self._close()
        if not restart:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def environment() -> dict[str, str]:
    """Variables with which nbval, nbclient and JupyterLab start python3 kernels from one warm process."""
    path = os.pathsep.join(filter(None, [str(SPECIFICATIONS), os.environ.get("JUPYTER_PATH")]))
    return {"JUPYTER_PATH": path} | ({zygote.ADDRESS: zygote.shared()} if sys.platform == "linux" else {})
