"""Run one notebook to its end, whatever is in it, in a kernel of its own.

Tests go through the examiner (`kernel.examiner`), all other cells through nbclient. A cell may
take half of the time that is left, so that an endless loop in one exercise leaves time for the others.

>>> run(notebook, sandbox="none").flags
()
"""

import asyncio
import copy
import functools
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_output

from helpers.grading.kernel import sandbox as sandboxes
from helpers.grading.kernel.limits import Limits
from helpers.grading.kernel.session import Dead, NoKernel, Session

INTERRUPTED = ("KeyboardInterrupt", "OutOfTime")
LEAST_S = 1.0


@dataclass(frozen=True)
class Executed:
    """An executed notebook; flags: what went wrong beside errors in cells; seconds: of its cells.

    Flags: timeout, crash, memory, output (more than is kept), tampered (a library's function was replaced),
    cold-kernel (there was no warm process to fork: slower, and no limits but time).
    """

    notebook: NotebookNode
    flags: tuple[str, ...]
    seconds: float


def run(
    notebook: NotebookNode,
    *,
    language: str = "en",
    timeout_s: float = 60,
    sandbox: str = "auto",
    files: Path | None = None,
    limits: Limits | None = None,
) -> Executed:
    """Execute all cells of a copy of `notebook`; errors do not stop it.

    files: a folder whose content the kernel finds where it works. limits: other than the time; None:
    Limits(). A test cell that does not run to its end gets an error output. The seconds of a code cell are
    kept in its metadata: fishcourse.seconds. Raises InputError where the sandbox that is asked for cannot
    be had.
    """
    boxed = sandboxes.check(sandbox)
    executed = copy.deepcopy(notebook)
    for cell in executed.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    limits = (limits or Limits()).lasting(timeout_s)
    session = functools.partial(Session, executed, limits, language=language, boxed=boxed, files=files)
    try:
        if sys.platform != "linux":
            raise NoKernel("kernels fork from a warm process on Linux only")
        flags, seconds = asyncio.run(_execute(executed, limits, session))
    except NoKernel:
        if boxed:
            raise
        flags, seconds = asyncio.run(_execute(executed, limits, functools.partial(session, warm=False)))
        flags.append("cold-kernel")
    return Executed(executed, tuple(dict.fromkeys(flags)), seconds)


def is_test(cell: NotebookNode) -> bool:
    """Whether a cell is an autograded test."""
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(marks.get("grade")) and not marks.get("solution")


async def _execute(
    notebook: NotebookNode, limits: Limits, start: Callable[[], Session]
) -> tuple[list[str], float]:
    flags: list[str] = []
    begun = time.monotonic()
    waiting = [(index, cell) for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    prelude = notebook.metadata.get("fishcourse", {}).get("prelude", "")
    try:
        async with start() as session:
            begun = time.monotonic()
            end = begun + limits.wall_s
            while waiting:
                index, cell = waiting[0]
                left = end - time.monotonic()
                if left < LEAST_S:
                    raise Dead("timeout")
                started = time.monotonic()
                if is_test(cell):
                    answer = await session.test(cell.source, prelude, left / 2)
                    cell.outputs = [new_output(**output) for output in answer["outputs"]]
                    if answer["status"] != "ok" and not any("ename" in output for output in cell.outputs):
                        cell.outputs.append(not_run(answer["status"]))
                    flags += ["tampered"] * bool(answer["patched"])
                elif cell.source.strip():
                    cell.metadata.pop("tags", None)  # nbclient would skip a cell that asks for it
                    await session.cell(cell, index, left / 2)
                cell.metadata.fishcourse = NotebookNode(seconds=round(time.monotonic() - started, 3))
                if (
                    any(output.get("ename") in INTERRUPTED for output in cell.outputs)
                    and not session.client.over
                ):
                    flags.append("timeout")
                flags += ["output"] * session.client.over
                waiting.pop(0)
    except Dead as dead:
        flags.append(str(dead))
        for _, cell in waiting:
            if is_test(cell):
                cell.outputs = [not_run(str(dead))]
    return flags, time.monotonic() - begun


def not_run(reason: str) -> NotebookNode:
    """The output of a test that did not run to its end."""
    text = f"The test did not run to its end: {reason}."
    return new_output("error", ename="NotRun", evalue=text, traceback=[text])
