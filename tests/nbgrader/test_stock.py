"""nbgrader's own commands, on a copy of the course: release, autograde, feedback and export ps07."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NAME = "ps07_momentum"
# Of the exercises that "half" answers: two right, one with the wrong sign.
HALF = ("sgd-with-momentum", "nesterov", "velocity-form")


def marks(cell):
    return cell.metadata.get("nbgrader", {})


def nbgrader(course, *arguments):
    """Run a command in the folder of the course, with a home of its own; returns what it said."""
    home = course / "home"
    environment = {
        **os.environ,
        **{name: str(home / name.lower()) for name in ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR")},
        "JUPYTER_DATA_DIR": str(home / "data"),
        "OMP_NUM_THREADS": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout + done.stderr


def hand_in(course, student, answers):
    """Submit the released notebook with these answers: grade id -> source of the cell."""
    folder = course / "submitted" / student / NAME
    shutil.copytree(course / "release" / "en" / NAME, folder)
    notebook = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(marks(cell).get("grade_id"), cell.source)
    nbformat.write(notebook, folder / f"{NAME}.ipynb")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course after release, three submissions, autograding, feedback and export."""
    course = tmp_path_factory.mktemp("course")
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    # Our own submissions, on machines with and without bubblewrap.
    (course / "nbgrader_config.py").write_text(f'{config}\nc.Run.sandbox = "none"\n', encoding="utf-8")
    shutil.copytree(ROOT / "source" / NAME, course / "source" / NAME)
    nbgrader(course, "generate_assignment", NAME)
    source = nbformat.read(ROOT / "source" / NAME / f"{NAME}.ipynb", as_version=4)
    solved = {marks(cell).grade_id: cell.source for cell in source.cells if marks(cell).get("solution")}
    half = {name: solved[name] for name in HALF}
    half["velocity-form"] = half["velocity-form"].replace("- rate * gradient", "+ rate * gradient")
    hand_in(course, "reference", solved)
    hand_in(course, "untouched", {})
    hand_in(course, "half", half)
    nbgrader(course, "autograde", NAME)
    nbgrader(course, "generate_feedback", NAME)
    nbgrader(course, "export")
    return course


@pytest.fixture(scope="module")
def points(course):
    """Student -> the row of the export."""
    with (course / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file) if row["assignment"] == NAME}


@pytest.mark.slow
@pytest.mark.parametrize("student, expected", [("reference", 17), ("untouched", 0), ("half", 8)])
def test_stock_nbgrader_gives_the_expected_points(points, student, expected):
    assert float(points[student]["score"]) == expected
    assert float(points[student]["max_score"]) == 20


@pytest.mark.slow
def test_only_what_was_written_waits_for_a_person(course):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        waiting = {
            student: gradebook.find_submission(NAME, student).needs_manual_grade
            for student in ("reference", "untouched", "half")
        }
    assert waiting == {"reference": True, "untouched": False, "half": False}


@pytest.mark.slow
def test_the_release_has_no_solutions_and_no_hidden_tests(course):
    released = (course / "release" / "en" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    for secret in ("BEGIN SOLUTION", "HIDDEN TESTS", "MARK SCHEME", "self.buffers", "beside PyTorch's"):
        assert secret not in released


@pytest.mark.slow
def test_feedback_names_the_misconception(course):
    page = (course / "feedback" / "half" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "The velocity points uphill" in page
    assert "[sign]" in page
