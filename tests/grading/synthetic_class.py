"""A class in a gradebook and a folder: submissions, points, messages and code; nothing of it is run."""

import json
import os
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

PS = "ps07_momentum"
DUE = datetime(2026, 3, 12, 17, 0)
# Cells of each exercise and their points; "explain" is graded by hand.
EXERCISES = {"velocity-form": (1, 2), "nesterov": (2, 2), "parity": (3,)}
BY_HAND = ("explain", 4)
MISTAKES = {
    "velocity-form": [
        ("sign", "It climbs: subtract the gradient."),
        ("not-attempted", "step is not attempted yet"),
    ],
    "nesterov": [("looks-back", "The gradient is taken where the weights are, not where they are going.")],
    "parity": [("value", "the weights after 50 steps: expected 0.125, got 0.25.")],
}
FIRST = [
    "An Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Khôi",
    "Linh",
    "Minh",
    "Ngọc",
    "Quân",
    "Sơn",
    "Uyên",
    "Vy",
]
LAST = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng"]


def code_cell(name, source, *, grade=False, error=None, seconds=None):
    outputs = []
    if error:
        ename, evalue = error
        outputs = [{"output_type": "error", "ename": ename, "evalue": evalue, "traceback": [evalue]}]
    metadata = {"nbgrader": {"grade_id": name, "grade": grade, "solution": not grade}}
    if seconds is not None:
        metadata["fishcourse"] = {"seconds": seconds}
    return {"cell_type": "code", "id": name, "metadata": metadata, "source": source, "outputs": outputs}


def write_notebook(folder, cells, **about):
    folder.mkdir(parents=True, exist_ok=True)
    content = {"cells": cells, "metadata": {"fishcourse": about}, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{PS}.ipynb").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def make_source(course):
    """The source and the released notebook of the assignment, and an empty gradebook of it."""
    cells = []
    for exercise, points in EXERCISES.items():
        cells.append(
            code_cell(exercise, "def step():\n    # YOUR CODE HERE\n    raise NotImplementedError()")
        )
        cells += [code_cell(f"{exercise}-test-{i}", "check()", grade=True) for i in range(1, len(points) + 1)]
    cells.append({"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": BY_HAND[0]}}, "source": "?"})
    write_notebook(course / "source" / PS, cells)
    write_notebook(course / "release" / "en" / PS, cells)
    with pytest.MonkeyPatch.context() as patch:
        # nbgrader runs alembic, which lies beside Python and need not be on the path.
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        gradebook = Gradebook(f"sqlite:///{course / 'gradebook.db'}")
    gradebook.add_assignment(PS, duedate=DUE)
    gradebook.add_notebook(PS, PS)
    for exercise, points in EXERCISES.items():
        gradebook.add_solution_cell(exercise, PS, PS)
        for i, most in enumerate(points, 1):
            gradebook.add_grade_cell(f"{exercise}-test-{i}", PS, PS, max_score=most, cell_type="code")
    gradebook.add_grade_cell(BY_HAND[0], PS, PS, max_score=BY_HAND[1], cell_type="markdown")
    gradebook.add_solution_cell(BY_HAND[0], PS, PS)
    return gradebook


def hand_in(gradebook, course, student, points, *, errors=(), sources=(), by_hand=None, **submission):
    """One graded submission: points and errors by cell, sources by exercise, seconds and flags."""
    about = {key: submission.pop(key) for key in ("seconds", "flags") if key in submission}
    penalty = submission.pop("penalty", None)
    one = gradebook.add_submission(PS, student, **submission)
    one.notebooks[0].late_submission_penalty = penalty
    for grade in one.notebooks[0].grades:
        if grade.cell.name == BY_HAND[0]:
            grade.manual_score, grade.needs_manual_grade = by_hand, by_hand is None
        else:
            grade.auto_score, grade.needs_manual_grade = points[grade.cell.name], False
    gradebook.db.commit()
    cells = []
    for exercise, most in EXERCISES.items():
        cells.append(code_cell(exercise, dict(sources).get(exercise, ""), seconds=0.5))
        for i in range(1, len(most) + 1):
            name = f"{exercise}-test-{i}"
            cells.append(code_cell(name, "check()", grade=True, error=dict(errors).get(name), seconds=0.25))
    write_notebook(course / "autograded" / student / PS, cells, **about)


def make_class(course, count, *, seed=0, source_of=None):
    """`count` students, each twelfth handing in nothing; source_of(i): code of student i by exercise."""
    rng = random.Random(seed)
    gradebook = make_source(course)
    for i in range(count):
        student = f"sv{i:04d}"
        first, last = rng.choice(FIRST), rng.choice(LAST)
        gradebook.add_student(student, first_name=first, last_name=last, email=f"{student}@uni.example")
        if i % 12 == 11:
            continue
        skill = rng.betavariate(3, 1.5)
        points, errors = {}, {}
        for exercise, most in EXERCISES.items():
            hard = {"velocity-form": 0.25, "nesterov": 0.65, "parity": 0.5}[exercise]
            for k, full in enumerate(most, 1):
                right = rng.gauss(skill, 0.15) > hard
                name = f"{exercise}-test-{k}"
                points[name] = full if right else 0
                if not right:
                    tag, text = rng.choice(MISTAKES[exercise])
                    errors[name] = ("Wrong", f"the step: expected {rng.random():.3f}, got 1. {text} [{tag}]")
        late_s = rng.choice([-40_000, -4_000, -4_000, 1_000, 100_000])
        hand_in(
            gradebook,
            course,
            student,
            points,
            errors=errors,
            by_hand=None if i % 10 == 3 else round(4 * skill),
            sources=source_of(i) if source_of else {},
            timestamp=None if i % 20 == 7 else DUE + timedelta(seconds=late_s),
            penalty=1.1 if late_s == 100_000 else None,
            seconds=round(rng.lognormvariate(0.4, 0.5), 2),
            flags=["timeout"] if i % 25 == 5 else [],
        )
    gradebook.close()
    return f"sqlite:///{course / 'gradebook.db'}"
