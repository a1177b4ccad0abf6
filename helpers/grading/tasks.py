"""One submission as a worker sees it: a notebook and some files, no course folder and no gradebook.

>>> work(Task("alice", submission=data, source=nbformat.writes(source))).flags
()
"""

import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

import nbformat
from nbformat import NotebookNode

from helpers.errors import InputError
from helpers.grading import execution, restore
from helpers.grading.kernel import zygote
from helpers.students import plain_id, stated_id

NOTEBOOK_BYTES = 20 * 2**20
FILES_BYTES = 50 * 2**20
FOREIGN = "foreign-kernel"
OTHER_ID = "other-id"  # the numbers it answers for are those of another student; points are kept


@dataclass(frozen=True)
class Task:
    """What a worker needs. submission: the bytes of the notebook; None: there is none. files: (path,
    bytes)."""

    student: str
    submission: bytes | None
    source: str = field(repr=False)
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    flags: tuple[str, ...] = ()
    timeout_s: float = 60
    sandbox: str = "auto"


@dataclass(frozen=True)
class Outcome:
    """What comes back: the executed notebook as JSON, flags, seconds."""

    student: str
    notebook: str = field(repr=False)
    flags: tuple[str, ...]
    seconds: float


def work(task: Task) -> Outcome:
    """Restore and execute one submission; whatever is wrong with it becomes a flag.

    Raises InputError where this machine has no sandbox.
    """
    source = nbformat.reads(task.source, 4)
    flags = list(task.flags)
    submitted = None
    if task.submission is not None:
        try:
            submitted = _read(task.submission)
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
            flags.append("unreadable")
    if submitted is None:
        return blank(task, flags)
    kernel = submitted.metadata.get("kernelspec", {})
    if isinstance(kernel, dict) and str(kernel.get("language") or "python").lower() != "python":
        flags.append(FOREIGN)
        return blank(task, flags)
    try:
        notebook = restore.prepare(submitted, source)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return blank(task, [*flags, "unreadable"])
    with tempfile.TemporaryDirectory(prefix="s", dir=zygote.folder(), ignore_cleanup_errors=True) as folder:
        _unpack(task.files, Path(folder))
        executed = execution.run(
            notebook,
            language=_language(notebook),
            timeout_s=task.timeout_s,
            sandbox=task.sandbox,
            files=Path(folder),
        )
    flags += executed.flags
    if _other_id(notebook, source, task.student):
        flags.append(OTHER_ID)
    return Outcome(task.student, nbformat.writes(executed.notebook), tuple(flags), executed.seconds)


def blank(task: Task, flags: Iterable[str]) -> Outcome:
    """The outcome of a submission that cannot be run: every test is failed, and the flags say why."""
    source = nbformat.reads(task.source, 4)
    notebook = restore.prepare(nbformat.v4.new_notebook(), source)
    for cell in notebook.cells:
        if execution.is_test(cell):
            cell.outputs = [execution.not_run(", ".join(flags))]
    return Outcome(task.student, nbformat.writes(notebook), tuple(dict.fromkeys(flags)), 0.0)


def files_of(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """The files of a submission other than notebooks, and the names of those that are not taken.

    Links, devices and whatever would make it more than FILES_BYTES are not taken.
    """
    taken, refused, room = {}, [], FILES_BYTES
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if ".ipynb_checkpoints" in path.parts or (path.is_symlink() and path.is_dir()):
            continue
        status = path.lstat()
        if path.suffix == ".ipynb" or path.is_dir():
            continue
        if not S_ISREG(status.st_mode) or status.st_size > room:
            refused.append(name)
        else:
            taken[name] = path.read_bytes()
            room -= len(taken[name])
    return taken, refused


def _read(data: bytes) -> NotebookNode:
    """A submitted notebook in today's format; raises ValueError where it is none."""
    if len(data) > NOTEBOOK_BYTES:
        raise ValueError("too large")
    notebook = nbformat.convert(nbformat.from_dict(json.loads(data.decode("utf-8-sig"))), 4)
    if not isinstance(notebook, NotebookNode) or not isinstance(notebook.get("cells"), list):
        raise ValueError("no cells")
    return notebook


def _other_id(notebook: NotebookNode, source: NotebookNode, student: str) -> bool:
    """Whether an assignment whose numbers vary is answered with the numbers of someone else."""
    codes = [[cell.source for cell in of.cells if cell.cell_type == "code"] for of in (source, notebook)]
    asked, stated = map(stated_id, codes)
    return asked is not None and plain_id(stated or "") != plain_id(student)


def _language(notebook: NotebookNode) -> str:
    stated = notebook.metadata.get("fishcourse", {}).get("language")
    return stated if stated in ("en", "vi") else "en"


def _unpack(files: tuple[tuple[str, bytes], ...], folder: Path) -> None:
    for name, data in files:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise InputError(f"{name} is no path inside a submission")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)  # another user reads them in the sandbox
