"""Is the autograder fair? Wrong answers must lose the right points; right ones, differently written, none.

tests/answers/ASSIGNMENT/EXERCISE/wrong_MISCONCEPTION.py or right_STYLE.py takes the place of the solution
cell in a submission that is graded as a student's is. Such a file starts with a docstring of one sentence,
what is wrong or how it is written; a line `# points: 2 of 4` says what it must get in the tests of its
exercise; what follows is the answer.

A submission holds wrong answers to all exercises but two. These have right ones or the reference, in turn:
few submissions show both what an answer loses and that it loses nothing elsewhere. Where one does not get
what it must, its answers are graded again, each alone with the reference.

>>> matrix = check(Path("source/ps07_momentum/ps07_momentum.ipynb"), Path("tests/answers/ps07_momentum"))
"""

import ast
import copy
import itertools
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.errors import InputError, require
from helpers.grading import execution, restore, scores
from helpers.grading.fairness import Answer, Matrix, Outcome, Row, belongs
from helpers.grading.kernel import sandbox

POINTS = re.compile(r"^# points: (\d+(?:\.\d+)?) of (\d+(?:\.\d+)?)$", re.MULTILINE)
TIMEOUT_S = 60
RIGHT = 2  # exercises of a submission without a wrong answer: what others do to them would show
STRIPPING = ("ClearSolutions", "ClearOutput", "ClearHiddenTests", "ClearMarkScheme")


def check(
    source: Path, folder: Path, *, jobs: int = 2, boxed: str | None = None, exercises: Sequence[str] = ()
) -> Matrix:
    """Grade the reference, the untouched release and all answers of one assignment.

    source: the instructor's notebook. folder: its answers. jobs: kernels at a time. boxed: a sandbox as in
    `execution.run`; None: one if it can be had. exercises: only these; empty: all.
    Raises InputError for a file of answers that is none, and for an exercise that does not exist.
    """
    started = time.monotonic()
    solved = nbformat.read(source, as_version=4)
    known = exercises_of(solved)
    wanted = tuple(exercises) or known
    for name in wanted:
        if name not in known:
            raise InputError(f"{source}: there is no exercise {name}: choose from {', '.join(known)}")
    answers = [answer for answer in load(folder, known) if answer.exercise in wanted]
    boxed = boxed or ("none" if sandbox.obstacle() else "auto")
    grade = partial(_graded, solved, boxed)
    # The first one alone: it starts the warm process that the others share.
    reference = grade(solved)
    with ThreadPoolExecutor(jobs) as pool:
        untouched = pool.submit(grade, stripped(solved))
        groups = grouped(answers, len(known))
        graded = pool.map(lambda group: _rows(grade, solved, group), groups)
        found = sorted((row for rows in graded for row in rows), key=lambda row: bool(row.faults))
        rows = list({row.answer: row for row in found}.values())  # of a right one in several, the worst
    rows.sort(key=lambda row: (known.index(row.answer.exercise), row.answer.name))
    seconds = time.monotonic() - started
    return Matrix(source.stem, wanted, reference, untouched.result(), tuple(rows), seconds)


def load(folder: Path, exercises: Sequence[str]) -> list[Answer]:
    """The answers in FOLDER/EXERCISE/*.py, sorted; raises InputError for what is none."""
    files = sorted(folder.glob("*/*.py"))
    for file in files:
        if file.parent.name not in exercises:
            raise InputError(f"{file}: there is no such exercise: choose from {', '.join(exercises)}")
    return [_read(file) for file in files]


def exercises_of(notebook: NotebookNode) -> tuple[str, ...]:
    """The grade ids of the code cells that students answer in."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells if cell.cell_type == "code"]
    return tuple(mark.grade_id for mark in marks if mark.get("solution"))


def stripped(solved: NotebookNode) -> NotebookNode:
    """What students get: solutions, hidden tests and marking guides taken out by nbgrader itself."""
    preprocessors = require("nbgrader.preprocessors", extra="grade")
    notebook = copy.deepcopy(solved)
    for name in STRIPPING:
        notebook, _ = getattr(preprocessors, name)().preprocess(notebook, {})
    return notebook


def _read(file: Path) -> Answer:
    text = file.read_text(encoding="utf-8")
    stated = POINTS.search(text)
    try:
        sentence = ast.get_docstring(ast.parse(text))
    except SyntaxError as error:
        raise InputError(f"{file} is not Python: {error}") from None
    if not file.name.startswith(("wrong_", "right_")) or not sentence or not stated:
        raise InputError(
            f"{file}: expected wrong_NAME.py or right_NAME.py, a docstring, and a line '# points: 2 of 4'"
        )
    points, most = map(float, stated.groups())
    answer = Answer(file.parent.name, file.stem, sentence, text[stated.end() :].strip("\n"), points, most)
    if answer.right != (points == most):
        raise InputError(
            f"{file}: a right answer keeps all points and a wrong one loses some; stated is {stated[0]!r}"
        )
    return answer


def grouped(answers: Sequence[Answer], exercises: int) -> list[list[Answer]]:
    """The answers of each submission; an exercise without one has the reference."""
    wrong, right = _by_exercise(answers, right=False), _by_exercise(answers, right=True)
    turns = {name: itertools.cycle([*of, None]) for name, of in right.items()}
    groups = []
    while any(wrong.values()):
        # Those with the most left first, so that all end at about the same time.
        chosen = sorted(wrong, key=lambda name: -len(wrong[name]))[: max(1, exercises - RIGHT)]
        group = [wrong[name].pop() for name in chosen if wrong[name]]
        groups.append(group + [next(turn) for name, turn in turns.items() if name not in chosen])
    seen = {answer for group in groups for answer in group}
    left = [[answer for answer in of if answer not in seen] for of in right.values()]
    groups += itertools.zip_longest(*left)
    return [[answer for answer in group if answer] for group in groups]


def _by_exercise(answers: Sequence[Answer], *, right: bool) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        if answer.right == right:
            found.setdefault(answer.exercise, []).append(answer)
    return found


def _rows(grade: Callable, solved: NotebookNode, group: list[Answer]) -> list[Row]:
    outcome = grade(_with(solved, group))
    together = [Row(answer, outcome, alone=len(group) == 1) for answer in group]
    strangers = [
        name for name in outcome.failed() if not any(belongs(name, answer.exercise) for answer in group)
    ]
    if len(group) == 1 or not (strangers or any(row.faults for row in together)):
        return together
    alone = [Row(answer, grade(_with(solved, [answer])), alone=True) for answer in group]
    return alone if any(row.faults for row in alone) else together


def _with(solved: NotebookNode, answers: Sequence[Answer]) -> NotebookNode:
    codes = {answer.exercise: answer.code for answer in answers}
    notebook = copy.deepcopy(solved)
    for cell in notebook.cells:
        cell.source = codes.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    return notebook


def _graded(solved: NotebookNode, boxed: str, submission: NotebookNode) -> Outcome:
    prepared = restore.prepare(submission, solved)
    # What follows the last test has no effect on points, only on the time that this takes.
    last = max((i for i, cell in enumerate(prepared.cells) if execution.is_test(cell)), default=-1)
    del prepared.cells[last + 1 :]
    done = execution.run(prepared, timeout_s=TIMEOUT_S, sandbox=boxed)
    messages = {
        cell.metadata.nbgrader.grade_id: f"{output.ename}: {output.evalue}"
        for cell in done.notebook.cells
        if execution.is_test(cell)
        for output in cell.outputs
        if output.output_type == "error"
    }
    return Outcome(scores.scores(done.notebook), messages, done.flags, done.seconds)
