"""Rules for assignments: nbgrader's metadata and markers, the number of exercises, their points and tests.

>>> list(assignments(Project.find(), {path: read(path)}))
[]
"""

import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from helpers.authoring.exercises import Exercise, exercises, nbgrader, points
from helpers.authoring.finding import Finding
from helpers.authoring.notebook import Project

EXERCISES = range(3, 7)
POINTS = (10, 20)
BESIDE = {".png", ".jpg", ".jpeg", ".svg", ".csv"}  # what a notebook may need; nbgrader copies it to students
SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")
HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
SCHEME = ("=== BEGIN MARK SCHEME ===", "=== END MARK SCHEME ===")
# Whatever looks like a marker must be one: nbgrader would hand out what a misspelt one should hide.
MARKER = re.compile(r"^[#=\s]*\b(?:BEGIN|END)\b.*|.*\b(?:BEGIN|END)[ _-]*(?:SOL|HID|MARK).*", re.IGNORECASE)


def assignments(project: Project, notebooks: dict[Path, NotebookNode]) -> Iterator[Finding]:
    """Every rule of this module for every assignment."""
    for path in project.assignments:
        if path in notebooks:
            name, nb = project.name(path), notebooks[path]
            yield from _metadata(name, nb)
            for cell in nb.cells:
                yield from _markers(name, cell)
            yield from _exercises(name, nb)
    for path in sorted((project.root / "source").rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(project.root).parts)
        if path.is_file() and not hidden and path.suffix not in BESIDE and path not in project.assignments:
            mend = "move it out of source/: nbgrader copies what lies there to the students"
            yield Finding(project.name(path), "", "it is no assignment, nor an image or table for one", mend)


def _metadata(name: str, nb: NotebookNode) -> Iterator[Finding]:
    seen = set()
    for cell in nb.cells:
        marks = nbgrader(cell)
        if not marks:
            continue
        grade_id = marks.get("grade_id")
        if marks.get("schema_version") != 3:
            yield Finding(
                name, cell.id, "nbgrader's metadata is not of version 3", "run `nbgrader update source`"
            )
        if grade_id in seen:
            yield Finding(name, cell.id, f"two cells have the grade_id {grade_id}", "rename one of them")
        if grade_id != cell.id:
            yield Finding(name, cell.id, f"its grade_id is {grade_id}", "make cell id and grade_id the same")
        seen.add(grade_id)
        if marks.get("task"):
            mend = "make it a manually graded answer: its stub shows whether it is untouched"
            yield Finding(name, cell.id, "it is a task cell", mend)
        if marks.get("grade") and points(cell) <= 0:
            yield Finding(name, cell.id, f"it is worth {marks.get('points')} points", "give it more than 0")
        if marks.get("grade") and not marks.get("solution") and not marks.get("locked"):
            yield Finding(name, cell.id, "students could edit this test", "lock it")


def _markers(name: str, cell: NotebookNode) -> Iterator[Finding]:
    marks = nbgrader(cell)
    allowed = []
    if marks.get("solution"):
        allowed = [SOLUTION] if cell.cell_type == "code" else [SCHEME, SOLUTION]
    elif marks.get("grade"):
        allowed = [HIDDEN]
    opened = None
    for line in cell.source.split("\n"):
        if not MARKER.fullmatch(line):
            continue
        marker = line.strip()
        pair = next((pair for pair in allowed if marker in pair), None)
        if pair is None:
            known = " or ".join(marker for pair in allowed for marker in pair) or "none in such a cell"
            yield Finding(name, cell.id, f'"{marker}" is no marker here', f"nbgrader takes {known}")
            return
        expected = (opened or pair)[1 if opened else 0]
        if marker != expected:
            yield Finding(
                name, cell.id, f'"{marker}" stands where "{expected}" should', "set markers in pairs"
            )
            return
        opened = None if opened else pair
    if opened:
        yield Finding(name, cell.id, f'"{opened[1]}" is missing', "set markers in pairs")
    elif marks.get("solution") and cell.cell_type == "code" and SOLUTION[0] not in cell.source:
        yield Finding(name, cell.id, "the solution is not marked", f"put it between {' and '.join(SOLUTION)}")


def _exercises(name: str, nb: NotebookNode) -> Iterator[Finding]:
    found = exercises(nb)
    if len(found) not in EXERCISES:
        mend = f"give it {EXERCISES.start} to {EXERCISES.stop - 1}"
        yield Finding(name, "", f"it has {len(found)} exercises", mend)
    total = sum(exercise.points for exercise in found)
    if not POINTS[0] <= total <= POINTS[1]:
        yield Finding(name, "", f"it is worth {total:g} points", f"make it {POINTS[0]} to {POINTS[1]}")
    if not any(exercise.by_hand for exercise in found):
        yield Finding(name, "", "no exercise is graded by hand", "let students explain what they saw")
    tested = {cell.id for exercise in found for cell in exercise.tests}
    for cell in nb.cells:
        marks = nbgrader(cell)
        if marks.get("grade") and not marks.get("solution") and cell.id not in tested:
            yield Finding(
                name, cell.id, "this test follows no solution cell", "put it behind the one it tests"
            )
    for exercise in found:
        if not exercise.by_hand:
            yield from _tests(name, exercise)


def _tests(name: str, exercise: Exercise) -> Iterator[Finding]:
    if not exercise.tests:
        yield Finding(name, exercise.cell.id, "nothing tests this solution", "add a test cell behind it")
        return
    visible, hidden = False, False
    for cell in exercise.tests:
        before, begin, rest = cell.source.partition(HIDDEN[0])
        inside, _, after = rest.partition(HIDDEN[1])
        visible = visible or bool((before + after).strip())
        hidden = hidden or bool(begin and inside.strip())
    if not hidden:
        mend = f"put tests between {' and '.join(HIDDEN)}: they decide"
        yield Finding(name, exercise.cell.id, "it has no hidden test", mend)
    if not visible:
        mend = "let a test outside the hidden part give feedback"
        yield Finding(name, exercise.cell.id, "it has no visible test", mend)
