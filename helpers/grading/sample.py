"""A class of three, to see the whole way: an assignment released, handed in, graded, answered.

>>> teach(Path("."), Path("demo/class"))
"""

import shutil
from pathlib import Path

import nbformat
import pandas as pd
from nbformat import NotebookNode
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory

from helpers.grading import answers
from helpers.grading.engine import grade
from helpers.grading.gradebook import open_course
from helpers.grading.kernel import sandbox

ASSIGNMENT = "ps07_momentum"
HALF = ("sgd-with-momentum", "nesterov")  # the exercises that one student has solved


def teach(course: Path, out: Path) -> pd.DataFrame:
    """A class of three in the folder `out`, with the assignment of `course`; returns its points.

    Columns student, points, max, seconds, flags, as `helpers.grading.engine.grade` has them.
    """
    out.mkdir(parents=True)
    shutil.copy(course / "nbgrader_config.py", out)
    shutil.copytree(course / "source" / ASSIGNMENT, out / "source" / ASSIGNMENT)
    config = open_course(out).config
    nbgrader = NbGraderAPI(CourseDirectory(config=config, root=str(out.resolve())), config=config)
    _succeed(nbgrader.generate_assignment(ASSIGNMENT))
    solved = nbformat.read(out / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    for student, exercises in (("solved", answers.exercises_of(solved)), ("half", HALF), ("untouched", ())):
        _submit(out, student, {name: _solution(solved, name) for name in exercises})
    # These submissions are our own, so where there is no sandbox they run without.
    points = grade(out, ASSIGNMENT, sandbox="none" if sandbox.obstacle() else "auto")
    _succeed(nbgrader.generate_feedback(ASSIGNMENT))
    return points


def _solution(solved: NotebookNode, exercise: str) -> str:
    return next(
        cell.source for cell in solved.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == exercise
    )


def _submit(course: Path, student: str, solutions: dict[str, str]) -> None:
    folder = course / "submitted" / student / ASSIGNMENT
    shutil.copytree(course / "release" / "en" / ASSIGNMENT, folder)
    notebook = nbformat.read(folder / f"{ASSIGNMENT}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = solutions.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    nbformat.write(notebook, folder / f"{ASSIGNMENT}.ipynb")


def _succeed(done: dict) -> None:
    if not done["success"]:
        raise RuntimeError(done.get("error") or done.get("log"))
