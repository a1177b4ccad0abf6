"""Classes of our own making: one of three, to see the whole way, and one of any size, to measure.

>>> teach(Path("."), Path("demo/class"))
"""

import itertools
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
SLOW_S = 5


def teach(course: Path, out: Path) -> pd.DataFrame:
    """A class of three in the folder `out`, with the assignment of `course`; returns its points.

    Columns student, points, max, seconds, flags, as `helpers.grading.engine.grade` has them.
    """
    nbgrader, solved = _release(course, out, ASSIGNMENT)
    for student, exercises in (("solved", answers.exercises_of(solved)), ("half", HALF), ("untouched", ())):
        _submit(out, ASSIGNMENT, student, {name: _solution(solved, name) for name in exercises})
    # These submissions are our own, so where there is no sandbox they run without.
    points = grade(out, ASSIGNMENT, sandbox="none" if sandbox.obstacle() else "auto")
    _succeed(nbgrader.generate_feedback(ASSIGNMENT))
    return points


def populate(course: Path, out: Path, assignment: str, count: int) -> dict[str, str]:
    """A class of `count` in the folder `out`, whose submissions wait to be graded; student -> what it is.

    right: right answers of tests/answers, in turn. partly: half of the exercises, the others untouched.
    wrong: one wrong answer of tests/answers among right ones. slow: right, and SLOW_S seconds late.
    """
    _, solved = _release(course, out, assignment)
    exercises = answers.exercises_of(solved)
    reference = {name: _solution(solved, name) for name in exercises}
    known = answers.load(course / "tests" / "answers" / assignment, exercises)
    right = {
        name: itertools.cycle([code, *(each.code for each in known if each.right and each.exercise == name)])
        for name, code in reference.items()
    }
    wrong = itertools.cycle([answer for answer in known if not answer.right])
    kinds = {}
    for number, kind in zip(range(count), itertools.cycle(("right", "partly", "wrong"))):
        chosen = {name: next(turn) for name, turn in right.items()}
        if number == 0:
            kind = "slow"
            chosen = reference | {
                exercises[0]: f"import time; time.sleep({SLOW_S})\n{reference[exercises[0]]}"
            }
        elif kind == "partly":
            chosen = {name: chosen[name] for name in exercises[number % 2 :: 2]}
        elif kind == "wrong":
            answer = next(wrong)
            chosen[answer.exercise] = answer.code
        student = f"s{number:04}"
        _submit(out, assignment, student, chosen)
        kinds[student] = kind
    return kinds


def _release(course: Path, out: Path, assignment: str) -> tuple[NbGraderAPI, NotebookNode]:
    """A course folder with one released assignment; returns nbgrader there, and the solved notebook."""
    out.mkdir(parents=True)
    shutil.copy(course / "nbgrader_config.py", out)
    shutil.copytree(course / "source" / assignment, out / "source" / assignment)
    config = open_course(out).config
    nbgrader = NbGraderAPI(CourseDirectory(config=config, root=str(out.resolve())), config=config)
    _succeed(nbgrader.generate_assignment(assignment))
    return nbgrader, nbformat.read(out / "source" / assignment / f"{assignment}.ipynb", as_version=4)


def _solution(solved: NotebookNode, exercise: str) -> str:
    return next(
        cell.source for cell in solved.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == exercise
    )


def _submit(course: Path, assignment: str, student: str, solutions: dict[str, str]) -> None:
    folder = course / "submitted" / student / assignment
    shutil.copytree(course / "release" / "en" / assignment, folder)
    notebook = nbformat.read(folder / f"{assignment}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = solutions.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    nbformat.write(notebook, folder / f"{assignment}.ipynb")


def _succeed(done: dict) -> None:
    if not done["success"]:
        raise RuntimeError(done.get("error") or done.get("log"))
