"""Rules for the autograder's answers: enough wrong and right ones, and one for each named misconception.

    tests/answers/ps07_momentum/velocity-form/wrong_sign.py     right_one_line.py

>>> list(answers(Project.find(), {path: read(path)}))
[]
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from helpers.authoring.exercises import Exercise, exercises
from helpers.authoring.finding import Finding
from helpers.authoring.notebook import Project, code_cells

AT_LEAST = {"wrong": 5, "right": 2}
NUMBER = r"\d+(?:\.\d+)?"
POINTS = re.compile(rf"# points: ({NUMBER}) of ({NUMBER})")


def answers(project: Project, notebooks: dict[Path, NotebookNode]) -> Iterator[Finding]:
    """Every rule of this module for every autograded exercise."""
    top = project.root / "tests" / "answers"
    wanted = set()
    for path in project.assignments:
        if path not in notebooks:
            continue
        nb = notebooks[path]
        for exercise in exercises(nb):
            if not exercise.by_hand:
                folder = top / path.stem / exercise.name
                wanted |= {folder, folder.parent}
                yield from _files(project, folder, exercise)
                yield from _misconceptions(project, path, folder, exercise, nb)
    for folder in sorted([*top.glob("*"), *top.glob("*/*")]):
        if folder.is_dir() and folder not in wanted and not folder.name.startswith(("_", ".")):
            what = "no exercise that is graded by tests has this name"
            yield Finding(project.name(folder), "", what, "rename the folder or delete it")


def _files(project: Project, folder: Path, exercise: Exercise) -> Iterator[Finding]:
    name = project.name(folder)
    for kind, least in AT_LEAST.items():
        found = len(list(folder.glob(f"{kind}_*.py")))
        if found < least:
            yield Finding(name, "", f"{found} {kind} answers", f"write {least} or more, {kind}_<name>.py")
    for path in sorted(folder.glob("*.py")):
        kind = path.stem.partition("_")[0]
        if kind not in AT_LEAST:
            what = "the name says neither wrong_ nor right_"
            yield Finding(project.name(path), "", what, "begin it with one of the two")
        elif problem := _problem(path.read_text(encoding="utf-8"), kind, exercise.points):
            yield Finding(project.name(path), "", *problem)


def _problem(text: str, kind: str, total: float) -> tuple[str, str] | None:
    """(what is wrong, how to mend it) of an answer file."""
    try:
        docstring = ast.get_docstring(ast.parse(text))
    except SyntaxError as error:
        return f"it is no Python: {error.msg}", f"mend line {error.lineno}"
    below = [line.strip() for line in text.split("\n")[1:] if line.strip()]
    if not docstring or "\n" in docstring:
        return "it does not say what it stands for", "begin it with a docstring of one line"
    stated = POINTS.fullmatch(below[0]) if below else None
    if stated is None:
        return "its points do not stand below the docstring", f'write there "# points: 0 of {total:g}"'
    points, of = map(float, stated.groups())
    if of != total:
        return f"it says the exercise has {of:g} points", f"the tests give {total:g}"
    if kind == "right" and points != total:
        return f"a right answer gets {points:g} of {total:g} points", "give it all, or call it wrong_"
    if kind == "wrong" and points >= total:
        return "a wrong answer gets all points", "let a test catch it, or call it right_"
    return None


def _misconceptions(
    project: Project, path: Path, folder: Path, exercise: Exercise, nb: NotebookNode
) -> Iterator[Finding]:
    for name in exercise.misconceptions(code_cells(nb)):
        file = folder / f"wrong_{name.replace('-', '_')}.py"
        if not file.is_file():
            what = f"its tests name the misconception {name}, which no answer shows"
            yield Finding(project.name(path), exercise.name, what, f"write {project.name(file)}")
