"""The whole loop on embedded data, in minutes: render, audit, train, evaluate honestly, report; then a class.

The rendered set leaks on purpose, as the real one does, so the three splits disagree. The class is made of an
assignment of the course and three submissions: solved, half solved, untouched.

>>> demo(Path("demo"))
"""

import shutil
from pathlib import Path

import nbformat
import pandas as pd
from nbformat import NotebookNode

from helpers.bench import splits
from helpers.config import TrainConfig
from helpers.data import audit, catalog, leakage, synthetic
from helpers.data.catalog import Progress
from helpers.errors import InputError
from helpers.evaluation.report import report
from helpers.training.run import Run

# Small enough for a laptop: about a minute of training a split on two cores.
COUNT = 700
SIZE_PX = 64
EPOCHS = 12
ASSIGNMENT = "ps07_momentum"
HALF = ("sgd-with-momentum", "nesterov")  # the exercises that one student has solved


def demo(out: Path, *, progress: Progress | None = None) -> None:
    """Make the folder `out` with photos, runs, a table, a picture and reports; prints what it finds.

    Raises InputError where `out` exists, and outside a checkout of the course.
    """
    from helpers.authoring.notebook import Project

    course = Project.find().root
    if out.exists():
        raise InputError(f"{out} exists: remove it or choose another folder with --out")
    print(f"1. Render {COUNT} fish, each photographed several times, as in the real data set\n")
    synthetic.write(out / "photos", synthetic.render(COUNT, SIZE_PX, leaky=True), progress=progress)
    print("2. Audit the folder before training on it\n")
    found = leakage.with_source_groups(catalog.read(out / "photos", progress=progress), progress=progress)
    print(audit.audit(found).table())
    audit.contact_sheet(found, out / "groups.png")
    print("\n3. Train the same model under three splits\n")
    config = TrainConfig(weights="none", size_px=SIZE_PX, epochs=EPOCHS)
    table = splits.measure(str(out / "photos"), out / "splits", config=config, progress=progress)
    print(table.to_string(index=False, float_format="{:.2f}".format))
    print("\nOnly the last row tells how the model does on a fish that it has never seen.")
    page = report(Run(out / "splits" / "source-group"))
    print(f"\n4. Read the report: {page}")
    print(f"\n5. Release {ASSIGNMENT}, take three submissions, grade them, write feedback\n")
    print(teach(course, out / "class").to_string(index=False))
    print(f"\n6. Read what a student gets back: {out / 'class' / 'feedback' / 'half' / ASSIGNMENT}")


def teach(course: Path, out: Path) -> pd.DataFrame:
    """A class of three in the folder `out`, with the assignment of `course`; returns its points.

    Columns student, points, max, seconds, flags, as `helpers.grading.engine.grade` has them.
    """
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    from helpers.grading import answers
    from helpers.grading.engine import grade
    from helpers.grading.gradebook import open_course
    from helpers.grading.kernel import sandbox

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
