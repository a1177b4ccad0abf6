"""The parent of one kernel: puts it into its sandbox, watches it, ends it and all that it left behind.

It is a fork of the warm process and runs no student code; the kernel is its child. Over the connection it
takes one request, then signals; it reports the kernel's pid and at last its exit code. When the connection
closes, when time or memory runs out, or when it is killed itself, the kernel and all of its descendants end.

>>> supervise(connection, seed, pristine)  # never returns
"""

import contextlib
import os
import select
import signal
import socket
import time
from pathlib import Path

from helpers.errors import InputError
from helpers.grading.kernel import frames, linux
from helpers.grading.kernel.box import Sandbox
from helpers.grading.kernel.integrity import Pristine
from helpers.grading.kernel.limits import MIB, Limits

LOOK_S = 0.2  # between two looks at memory and time
GRACE_S = 10.0  # the client ends a kernel first; this is for a client that hangs
MEMORY = "memory"


def supervise(connection: socket.socket, seed: int, pristine: list[Pristine]) -> None:
    """Run one kernel from its request to its end, then exit. pristine: one, which the kernel takes out."""
    code = 1
    try:
        linux.die_with_parent()
        linux.adopt_orphans()
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        request = frames.receive(connection)
        if request is not None:
            code = _run(connection, request, seed, pristine)
    except (InputError, OSError) as error:
        frames.send(connection, {"problem": str(error)})
    finally:
        os._exit(code)


def _run(connection: socket.socket, request: dict, seed: int, pristine: list[Pristine]) -> int:
    limits = Limits(**request["limits"]) if request["limits"] else None
    files = Path(request["files"]) if request["files"] else None
    box = Sandbox(Path(request["sockets"]), files, limits) if request["sandbox"] else None
    if box:
        box.enter()
    ours, theirs = os.pipe()
    kernel = os.fork()
    if kernel == 0:
        from helpers.grading.kernel import warm

        os.close(ours)
        warm.become_kernel(request, seed, pristine, ready=theirs, settle=_settle(box, limits))
    os.close(theirs)
    request.clear()  # it holds a key
    try:
        if not os.read(ours, 1):  # else its sockets are bound
            frames.send(connection, {"problem": "the kernel ended at its start"})
            return 1
        if box:
            box.seal()
        frames.send(connection, {"pid": kernel})
        reason, status = _watch(connection, kernel, limits, sandboxed=box is not None)
    finally:
        _bury(kernel)
        if box:
            box.close()
        else:
            _end_descendants()
    frames.send(connection, {"exit": status, "reason": reason})
    return 0


def _bury(kernel: int) -> None:
    """End a kernel that still is there: a sandbox ends only when its dead are buried by their parents."""
    with contextlib.suppress(ChildProcessError):  # it was buried where it was watched
        if os.waitpid(kernel, os.WNOHANG)[0] == 0:
            os.kill(kernel, signal.SIGKILL)
            os.waitpid(kernel, 0)


def _settle(box: Sandbox | None, limits: Limits | None):
    """What the kernel does before it runs a student's code."""

    def settle() -> None:
        if box:
            box.settle(limits)
        linux.die_with_parent()

    return settle


def _watch(
    connection: socket.socket, kernel: int, limits: Limits | None, *, sandboxed: bool
) -> tuple[str, int]:
    """Wait for the kernel's end; returns why it ended ("" of itself) and its exit code."""
    reason = ""
    ended = os.pidfd_open(kernel)
    shared = linux.private_bytes(_all(kernel, sandboxed=sandboxed))  # with the warm process
    deadline = time.monotonic() + limits.wall_s + GRACE_S if limits else float("inf")
    while True:
        ready, _, _ = select.select([connection, ended], [], [], LOOK_S if limits else None)
        if ended in ready:
            os.close(ended)
            return reason, os.waitstatus_to_exitcode(os.waitpid(kernel, 0)[1])
        if connection in ready:
            message = frames.receive(connection)
            os.kill(kernel, signal.SIGKILL if message is None else message["signal"])
        if reason:
            continue
        if time.monotonic() > deadline:
            reason = "timeout"
        elif limits:
            pids = _all(kernel, sandboxed=sandboxed)
            most = limits.memory_mib * MIB
            # Forks look larger than they are: only what seems too much is looked at closely.
            if linux.private_bytes(pids) > shared + most and linux.proportional_bytes(pids) > most:
                reason = MEMORY
        if reason:
            os.kill(kernel, signal.SIGKILL)


def _all(kernel: int, *, sandboxed: bool) -> list[int]:
    """The kernel and what it started; in a sandbox, /proc shows these and no others."""
    if sandboxed:
        return [int(name) for name in os.listdir("/proc") if name.isdecimal()]
    return [kernel, *linux.descendants(kernel)]


def _end_descendants() -> None:
    """Kill what the kernel left behind, until nothing is left."""
    while pids := linux.descendants(os.getpid()):
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        os.waitpid(-1, 0)
