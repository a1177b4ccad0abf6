"""Grade the submissions of an assignment: many at once, each in a sandbox, none lost, none twice.

A submission goes to a worker as one notebook and its files (`helpers.grading.tasks`), comes back executed,
and is saved here, by one writer, with nbgrader's own code (`helpers.grading.gradebook`). What was found
beside the scores lies in graded/<assignment>/<student>.json and says which submission with which tests it
belongs to: whatever is finished and unchanged is not graded again.

>>> grade(Path("."), "ps07_momentum", jobs=2)
"""

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
import pandas as pd

from helpers.errors import InputError, require
from helpers.grading.collection.ledger import write_whole
from helpers.grading.kernel import sandbox as sandboxes
from helpers.grading.scores import credit
from helpers.grading.tasks import NOTEBOOK_BYTES, Outcome, Task, files_of

VERSION = 2  # of how a submission is graded; a new one grades everything again
RECORDS = "graded"
SHORT = re.compile(r"ps\d\d")
COLUMNS = ("student", "points", "max", "seconds", "flags")


@dataclass(frozen=True)
class Record:
    """What graded/<assignment>/<student>.json holds.

    points, max: of the autograded cells. cells: grade id -> {"points", "max", "note"}; seconds_of: cell id
    -> seconds.
    digest: of the submission and its tests.
    """

    student: str
    points: float
    max: float
    seconds: float
    flags: tuple[str, ...]
    cells: dict[str, dict]
    seconds_of: dict[str, float]
    timeout_s: float
    digest: str


@dataclass(frozen=True)
class Step:
    """One submission that is graded: its record, how many of how many, and the seconds that are left."""

    record: Record
    done: int
    total: int
    left_s: float


def grade(
    root: Path,
    assignment: str,
    *,
    students: Sequence[str] | None = None,
    jobs: int = 2,
    scheduler: str | None = None,
    sandbox: str = "auto",
    timeout_s: float = 60,
    force: bool = False,
    progress: Callable[[Step], None] | None = None,
) -> pd.DataFrame:
    """Grade what is new or has changed; returns one row a submission: student, points, max, seconds, flags.

    assignment: "ps07_momentum", or "ps07" where one only begins so. students: None for all. scheduler: the
    address of a Dask scheduler, whose workers do it instead of `jobs` processes of this machine. force: grade
    again what is finished. Raises InputError for a broken configuration, an unknown assignment or student,
    and where the sandbox that is asked for cannot be had.
    """
    require("nbgrader", extra="grade")
    if not scheduler:
        sandboxes.check(sandbox)  # of a cluster, each worker checks for itself
    from helpers.grading import gradebook, restore, workers

    course = gradebook.open_course(root)
    assignment = _full_name(course, assignment)
    source = course.source(assignment)
    found = course.students(assignment)
    unknown = sorted(set(students or ()) - set(found))
    if unknown:
        raise InputError(f"no submission of {assignment} by {', '.join(unknown)} in {course.root}")
    wanted = [student for student in found if not students or student in students]
    if not wanted:
        raise InputError(f"no submissions of {assignment} in {course.root}: collect them first")
    saved = course.saved(assignment)
    text = nbformat.writes(source)
    extras = files_of(course.folder("source", ".", assignment))[0]
    records: dict[str, Record] = {}
    digests: dict[str, str] = {}
    refused: dict[str, list[str]] = {}

    def due() -> Iterator[Task]:
        for student in wanted:
            task, refused[student] = _task(course, student, assignment, text, extras, timeout_s, sandbox)
            digests[student] = _digest(course.folder("submitted", student, assignment), task)
            done = _read(course.root, assignment, student)
            if student in saved and not force and _holds(done, digests[student], timeout_s):
                records[student] = done
            else:
                yield task

    started = time.monotonic()
    modules = restore.imported(source)
    outcomes = workers.outcomes(due(), jobs=jobs, scheduler=scheduler, modules=modules)
    for finished, outcome in enumerate(outcomes, start=1):
        student = outcome.student
        notebook = nbformat.reads(outcome.notebook, 4)
        record = _record(outcome, notebook, timeout_s, digests[student])
        course.save(student, assignment, notebook, refused[student])
        _write(course.root, assignment, record)  # last: what has a record is finished
        records[student] = record
        if progress:
            left = len(wanted) - len(records)
            progress(Step(record, len(records), len(wanted), left * (time.monotonic() - started) / finished))
    rows = [asdict(records[student]) for student in wanted]
    return pd.DataFrame(rows, columns=list(COLUMNS)).assign(flags=[", ".join(row["flags"]) for row in rows])


def _full_name(course, assignment: str) -> str:
    """The assignment that begins so, where only its number is given."""
    folder = course.folder("source", ".", assignment)
    if folder.is_dir() or not SHORT.fullmatch(assignment):
        return assignment
    found = sorted(path.name for path in folder.parent.glob(f"{assignment}_*"))
    if len(found) != 1:
        raise InputError(
            f"{len(found)} assignments begin with {assignment}{': ' * bool(found)}{', '.join(found)}"
        )
    return found[0]


def _task(
    course,
    student: str,
    assignment: str,
    source: str,
    extras: dict[str, bytes],
    timeout_s: float,
    sandbox: str,
) -> tuple[Task, list[str]]:
    """The task of one submission, and the names of files that are not taken."""
    folder = course.folder("submitted", student, assignment)
    notebook = folder / f"{assignment}.ipynb"
    files, refused = files_of(folder)
    flags = ["files-left-out"] * bool(refused)
    data = None
    if notebook.is_symlink() or not notebook.is_file():
        flags.append("wrong-name" if list(folder.glob("*.ipynb")) else "missing")
    elif notebook.stat().st_size > NOTEBOOK_BYTES:
        flags.append("unreadable")
    else:
        data = notebook.read_bytes()
    together = tuple(sorted((files | extras).items()))
    return Task(student, data, source, together, tuple(flags), timeout_s, sandbox), refused


def _digest(folder: Path, task: Task) -> str:
    """What the result depends on: the submission, its time, the tests, the files."""
    digest = hashlib.sha256(f"{VERSION} {task.flags}".encode())
    for data in (
        task.submission or b"",
        task.source.encode(),
        *(part for pair in task.files for part in pair),
    ):
        data = data if isinstance(data, bytes) else data.encode()
        digest.update(hashlib.sha256(data).digest())
    stamp = folder / "timestamp.txt"
    digest.update(stamp.read_bytes() if stamp.is_file() and not stamp.is_symlink() else b"")
    return digest.hexdigest()


def _holds(record: Record | None, digest: str, timeout_s: float) -> bool:
    """Whether a record is still true; more time is another chance for what ran out of it."""
    if record is None or record.digest != digest or "engine" in record.flags:
        return False
    return "timeout" not in record.flags or timeout_s <= record.timeout_s


def _record(outcome: Outcome, notebook: nbformat.NotebookNode, timeout_s: float, digest: str) -> Record:
    from helpers.grading.execution import is_test

    credits = {cell.metadata.nbgrader.grade_id: credit(cell) for cell in notebook.cells if is_test(cell)}
    return Record(
        student=outcome.student,
        points=sum(found.points for found in credits.values()),
        max=sum(found.most for found in credits.values()),
        seconds=round(outcome.seconds, 2),
        flags=tuple(outcome.flags) + ("review",) * any(found.note for found in credits.values()),
        cells={
            name: {"points": found.points, "max": found.most, "note": found.note}
            for name, found in credits.items()
        },
        seconds_of={
            cell.id: cell.metadata.fishcourse.seconds
            for cell in notebook.cells
            if "fishcourse" in cell.metadata
        },
        timeout_s=timeout_s,
        digest=digest,
    )


def _write(root: Path, assignment: str, record: Record) -> None:
    file = root / RECORDS / assignment / f"{record.student}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, (json.dumps(asdict(record), indent=1, ensure_ascii=False) + "\n").encode())


def _read(root: Path, assignment: str, student: str) -> Record | None:
    try:
        values = json.loads((root / RECORDS / assignment / f"{student}.json").read_text(encoding="utf-8"))
        return Record(**values | {"flags": tuple(values["flags"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
