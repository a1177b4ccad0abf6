"""A graded assignment as two tidy tables: one row a submission, one row a graded cell of a submission.

Points come from nbgrader's gradebook (SQLite or PostgreSQL). Why points were lost, how long it took and what
was flagged come from the autograded notebooks: the message of the failed test, and what the engine writes
under `fishcourse` in the metadata of the notebook ({"seconds": 2.1, "flags": ["timeout"]}) and its cells
({"seconds": 0.1}).

>>> read("sqlite:///gradebook.db", "ps07_momentum").submissions[["student", "points"]]
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from nbgrader.api import Assignment, Grade, Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.exc import SQLAlchemyError

from helpers.data.catalog import Progress
from helpers.errors import InputError
from helpers.grading.collection.choice import cell_ids

TEST = re.compile(r"-test-\d+$")  # the cells of an exercise: velocity-form, velocity-form-test-1, ...
TAG = re.compile(r"\s*\[([a-z0-9-]+)\]\s*$")  # as helpers.teaching.checks.Wrong writes it
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
SPOKEN = ("Wrong", "NotAttempted", "NotRun", "AssertionError")  # what tests say themselves
MESSAGE_LENGTH = 400
COLUMNS = ["student", "cell", "exercise", "by_hand", "points", "max_points", "needs_manual", "message", "tag"]
SQLITE = "sqlite:///"


@dataclass(frozen=True)
class Results:
    """An assignment as graded. NaN, NaT: not known, or nothing was handed in.

    submissions: student, name, email, submitted (bool), points, penalty, score (points less penalty, at least
    0), submitted_at (UTC), late_s, needs_manual (bool), seconds, flags (tuple of str); every student of the
    gradebook. cells: student, cell, exercise, by_hand (bool), points, max_points, needs_manual (bool),
    message and tag (of the failed test, else ""), in the order of the notebook. seconds: student, exercise,
    seconds; of all its cells.
    """

    assignment: str
    max_points: float
    submissions: pd.DataFrame
    cells: pd.DataFrame
    seconds: pd.DataFrame

    @property
    def exercises(self) -> list[str]:
        """Names of the exercises, in the order of the notebook."""
        return list(dict.fromkeys(self.cells["exercise"]))


def read(
    db_url: str,
    assignment: str,
    *,
    course: Path = Path("."),
    course_id: str = "fishcourse",
    progress: Progress | None = None,
) -> Results:
    """Read a gradebook and the notebooks in autograded/; raises InputError for an unknown assignment."""
    if db_url.startswith(SQLITE) and not Path(db_url.removeprefix(SQLITE)).is_file():
        # nbgrader would make an empty one.
        raise InputError(f"there is no gradebook {db_url}: release and grade an assignment first")
    try:
        with Gradebook(db_url, course_id) as gradebook:
            return of(gradebook, assignment, course=course, progress=progress)
    except SQLAlchemyError as error:
        raise InputError(f"the gradebook {db_url} cannot be read: {str(error).splitlines()[0]}") from None


def of(
    gradebook: Gradebook,
    assignment: str,
    *,
    course: Path = Path("."),
    notebooks: bool = True,
    progress: Progress | None = None,
) -> Results:
    """The same of an open gradebook; without `notebooks`, points alone."""
    try:
        found = gradebook.find_assignment(assignment)
    except MissingEntry:
        known = ", ".join(one.name for one in gradebook.assignments) or "none"
        raise InputError(f"the gradebook has no assignment {assignment!r}; it has: {known}") from None
    submissions = _submissions(gradebook, found)
    ids = cell_ids(Path(course) / "source" / assignment / f"{assignment}.ipynb")
    said = {}
    if notebooks:
        handed_in = submissions.loc[submissions["submitted"], "student"]
        for student in progress(handed_in, "notebooks", len(handed_in)) if progress else handed_in:
            file = Path(course) / "autograded" / student / assignment / f"{assignment}.ipynb"
            said[student] = graded_notebook(file)
    cells = _cells(gradebook, found, said, ids)
    sums = cells.groupby("student").agg(points=("points", "sum"), needs_manual=("needs_manual", "any"))
    table = submissions.merge(sums, how="left", left_on="student", right_index=True)
    table["needs_manual"] = table["needs_manual"].eq(True)
    table["score"] = (table["points"] - table["penalty"]).clip(lower=0)
    table["seconds"] = [said.get(one, {}).get("seconds", float("nan")) for one in table["student"]]
    table["flags"] = [said.get(one, {}).get("flags", ()) for one in table["student"]]
    spent = [
        (student, TEST.sub("", name), cell["seconds"])
        for student, notebook in said.items()
        for name, cell in notebook["cells"].items()
    ]
    seconds = pd.DataFrame(spent, columns=["student", "exercise", "seconds"]).astype({"seconds": float})
    seconds = seconds.groupby(["student", "exercise"], as_index=False, sort=False)["seconds"].sum(min_count=1)
    return Results(assignment, float(found.max_score), table, cells, seconds)


def graded_notebook(file: Path) -> dict[str, Any]:
    """seconds (NaN: unknown), flags, cells by grade_id (message, tag, seconds); a damaged file is a flag."""
    try:
        notebook = json.loads(file.read_bytes())
        about = notebook["metadata"].get("fishcourse", {})
        return {
            "seconds": float(about.get("seconds", "nan")),
            "flags": tuple(map(str, about.get("flags", ()))),
            "cells": {
                str(cell["metadata"]["nbgrader"]["grade_id"]): _cell(cell)
                for cell in notebook["cells"]
                if "nbgrader" in cell["metadata"]
            },
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {"seconds": float("nan"), "flags": ("no autograded notebook",), "cells": {}}


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    text = ""
    for output in cell.get("outputs", ()):
        if output["output_type"] == "error":
            name, value = output["ename"], output["evalue"]
            text = value if value and name in SPOKEN else f"{name}: {value}"
    text = ESCAPES.sub("", text).strip()
    tag = TAG.search(text)
    return {
        "message": TAG.sub("", text)[:MESSAGE_LENGTH],
        "tag": tag[1] if tag else "",
        "seconds": float(cell["metadata"].get("fishcourse", {}).get("seconds", "nan")),
    }


def _submissions(gradebook: Gradebook, found: Assignment) -> pd.DataFrame:
    """One row a student of the gradebook, points still missing."""
    handed_in = {one.student_id: one for one in gradebook.assignment_submissions(found.name)}
    rows = []
    for student in sorted(gradebook.students, key=lambda student: student.id):
        one = handed_in.get(student.id)
        name = " ".join(filter(None, (student.first_name, student.last_name)))
        rows.append(
            {
                "student": student.id,
                "name": name,
                "email": student.email or "",
                "submitted": one is not None,
                "penalty": one.late_submission_penalty if one else None,
                "submitted_at": one.timestamp if one else None,
                "late_s": one.total_seconds_late if one and one.timestamp else None,
            }
        )
    columns = ["student", "name", "email", "submitted", "penalty", "submitted_at", "late_s"]
    table = pd.DataFrame(rows, columns=columns)
    table["submitted_at"] = pd.to_datetime(table["submitted_at"])
    return table.astype({"submitted": bool, "penalty": float, "late_s": float})


def _cells(
    gradebook: Gradebook, found: Assignment, said: dict[str, dict[str, Any]], ids: tuple[str, ...]
) -> pd.DataFrame:
    """One row a graded cell of a submission: one query, for a class of 3,000 has 40,000 of them."""
    graded = {
        cell.id: cell
        for notebook in found.notebooks
        for cell in (*notebook.grade_cells, *notebook.task_cells)
    }
    query = (
        gradebook.db.query(
            SubmittedAssignment.student_id, Grade.cell_id, Grade.score, Grade.needs_manual_grade
        )
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .filter(SubmittedAssignment.assignment_id == found.id)
    )
    rows = []
    for student, cell_id, points, needs_manual in query:
        cell = graded[cell_id]
        spoken = said.get(student, {}).get("cells", {}).get(cell.name, {})
        lost = points < cell.max_score
        rows.append(
            {
                "student": student,
                "cell": cell.name,
                "exercise": TEST.sub("", cell.name),
                "by_hand": cell.cell_type != "code",
                "points": float(points),
                "max_points": float(cell.max_score),
                "needs_manual": bool(needs_manual),
                "message": spoken.get("message", "") if lost else "",
                "tag": spoken.get("tag", "") if lost else "",
            }
        )
    table = pd.DataFrame(rows, columns=COLUMNS)
    places = {name: place for place, name in enumerate(ids)}
    order = table["cell"].map(lambda name: (places.get(name, len(places)), name))
    table = table.assign(order=order).sort_values(["student", "order"])
    return table.drop(columns="order").reset_index(drop=True)
