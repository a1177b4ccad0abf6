"""Which of a student's files is the submission: the newest notebook that belongs to the assignment.

A notebook belongs to it if it has cells of the assignment's source; without a source, its name decides. A
name alone never keeps a submission out: students rename files, and Canvas and browsers add -1 and (1).

>>> choose(files, "ps07_momentum", cell_ids(Path("source/ps07_momentum/ps07_momentum.ipynb")))
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from helpers.grading.collection.origin import Origin
from helpers.grading.collection.roster import Member


@dataclass(frozen=True)
class Candidate:
    """A file of a download.

    seen_at: UTC; the date of the file, or (Moodle, Canvas) of the download. staged: where its copy lies for
    now; None: it was not read, for the reason `fault`.
    """

    member: Member
    origin: Origin
    source: str
    path: str
    seen_at: datetime | None
    staged: Path | None
    fault: str


@dataclass(frozen=True)
class Choice:
    """The notebook that is taken (None: there is none), remarks on it, what was left out and why."""

    taken: Candidate | None
    remarks: tuple[str, ...]
    others: tuple[tuple[Candidate, str], ...]


def choose(files: Sequence[Candidate], assignment: str, ids: Sequence[str]) -> Choice:
    """Choose among the files of one student. ids: the cells of the assignment, empty where not known."""
    others = [(one, one.fault or "not a notebook") for one in files if not _is_notebook(one)]
    notebooks = {one: _fit(one, assignment, ids) for one in files if _is_notebook(one)}
    # Where nothing tells what belongs here, one notebook with a name of its own is better than none.
    foreign = [
        one for one, fit in notebooks.items() if fit == FOREIGN and (ids or max(notebooks.values()) > FOREIGN)
    ]
    others += [(one, "a notebook of something else") for one in foreign]
    ranked = sorted(
        (one for one in notebooks if one not in foreign),
        key=lambda one: (
            notebooks[one],
            one.seen_at or datetime.min,
            one.origin.version,
            _stem(one) == assignment.casefold(),
            one.path,
        ),
    )
    if not ranked:
        return Choice(None, (), tuple(others))
    taken, passed_over = ranked[-1], ranked[:-1]
    others += [(one, "an older or less fitting notebook") for one in passed_over]
    remarks = []
    if passed_over:
        remarks.append(f"{len(ranked)} notebooks, took {taken.origin.file}")
    elif not _stem(taken).startswith(assignment.casefold()):
        remarks.append(f"was named {taken.origin.file}")
    if notebooks[taken] == UNREADABLE:
        remarks.append("cannot be read as a notebook")
    elif ids and notebooks[taken] == NAMED:
        remarks.append("has no cell of the assignment")
    if taken.origin.late:
        remarks.append("Canvas says: late")
    return Choice(taken, tuple(remarks), tuple(others))


def cell_ids(file: Path) -> tuple[str, ...]:
    """The grade_ids of a notebook, in its order; empty where it has none or cannot be read."""
    try:
        cells = json.loads(file.read_bytes())["cells"]
        return tuple(str(cell["metadata"]["nbgrader"]["grade_id"]) for cell in cells if _is_nbgrader(cell))
    # A student's file may hold anything, nesting too deep for the reader included.
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


# How well a notebook fits, from the worst to the best.
FOREIGN, UNREADABLE, NAMED, FITTING = range(4)


def _fit(one: Candidate, assignment: str, ids: Sequence[str]) -> int:
    named = _stem(one).startswith(assignment.casefold())
    if not _readable(one.staged):
        return UNREADABLE
    if set(ids) & set(cell_ids(one.staged)):
        return FITTING
    return NAMED if named else FOREIGN


def _is_notebook(one: Candidate) -> bool:
    return one.staged is not None and one.origin.file.lower().endswith(".ipynb")


def _stem(one: Candidate) -> str:
    return Path(one.origin.file).stem.casefold()


def _readable(file: Path) -> bool:
    try:
        return isinstance(json.loads(file.read_bytes())["cells"], list)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _is_nbgrader(cell: object) -> bool:
    return isinstance(cell, dict) and "nbgrader" in cell.get("metadata", {})
