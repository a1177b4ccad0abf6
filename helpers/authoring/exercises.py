"""What an assignment asks: its exercises, as nbgrader's metadata marks them.

>>> [exercise.name for exercise in exercises(nb)]
['sgd-momentum', 'velocity-form', 'nesterov', 'effective-step', 'explain']
"""

import ast
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from helpers.authoring import codetext


@dataclass
class Exercise:
    """A solution cell and the test cells that follow it. by_hand: the instructor gives its points."""

    name: str
    cell: NotebookNode
    by_hand: bool
    tests: list[NotebookNode] = field(default_factory=list)

    @property
    def points(self) -> float:
        """What the exercise is worth: of its tests, or of the answer graded by hand."""
        return sum(points(cell) for cell in ([self.cell] if self.by_hand else self.tests))

    def misconceptions(self, cells: list[NotebookNode]) -> list[str]:
        """The wrong ideas that its tests name, kebab-case, in order.

        cells: all code cells of the notebook, for what they import. A test names one by a keyword whose value
        is a pair that begins with a text: equal(..., first_step=("The first step is not dampened.", w)).
        """
        calls = codetext.teaching_calls([cell.source for cell in cells])
        tests = {test.id for test in self.tests}
        found: dict[str, None] = {}
        for cell, of_cell in zip(cells, calls, strict=True):
            if cell.id in tests:
                for call in of_cell:
                    found |= dict.fromkeys(_named(call))
        return list(found)


def exercises(nb: NotebookNode) -> list[Exercise]:
    """The exercises of an assignment, in order. A test cell belongs to the last exercise before it."""
    found: list[Exercise] = []
    for cell in nb.cells:
        marks = nbgrader(cell)
        if marks.get("solution"):
            found.append(Exercise(marks.get("grade_id", cell.id), cell, bool(marks.get("grade"))))
        elif marks.get("grade") and found and not found[-1].by_hand:
            found[-1].tests.append(cell)
    return found


def nbgrader(cell: NotebookNode) -> dict[str, Any]:
    """nbgrader's metadata of a cell; empty where it has none."""
    return cell.metadata.get("nbgrader", {})


def points(cell: NotebookNode) -> float:
    """The points of a graded cell; 0 where they are no number (`fishcourse check` names that)."""
    value = nbgrader(cell).get("points", 0)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _named(call: ast.Call) -> list[str]:
    given = [(keyword.arg, keyword.value) for keyword in call.keywords]
    for keyword, value in list(given):
        if keyword is None and isinstance(value, ast.Dict):  # **{"name": (...)}
            given += [
                (ast.literal_eval(key), item) for key, item in zip(value.keys, value.values, strict=True)
            ]
    return [
        keyword.replace("_", "-")
        for keyword, value in given
        if isinstance(keyword, str)
        and isinstance(value, ast.Tuple)
        and value.elts
        and isinstance(value.elts[0], ast.Constant)
        and isinstance(value.elts[0].value, str)
    ]
