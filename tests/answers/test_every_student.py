"""Exercises with numbers of each student's own: worked out rightly, they get all points, whatever the id.

A misconception that gives, for some student's numbers, what is right would turn this student's answer down
(`checks.equal` raises ValueError for such a test), and one answer in tests/answers would not show it.
"""

import ast
import itertools
import math
from pathlib import Path

import nbformat
import pytest

from helpers.students import stated_id

ROOT = Path(__file__).parents[2]
STUDENTS = [f"s{number:07}" for number in range(200)]


def counts(channels, side, hidden, second, classes, photos, batch, epochs):
    """Parameters of the first layer and of all three, and steps."""
    sizes = [channels * side**2, hidden, second, classes]
    layers = [(inputs + 1) * outputs for inputs, outputs in itertools.pairwise(sizes)]
    return layers[0], sum(layers), math.ceil(photos / batch) * epochs


def scores(ill, fit, found, false_alarms):
    """Accuracy, balanced accuracy and macro-F1, to three digits as a student writes them."""
    right = fit - false_alarms
    missed = ill - found
    f1 = (
        2 * found / (2 * found + missed + false_alarms) + 2 * right / (2 * right + missed + false_alarms)
    ) / 2
    exact = (found + right) / (ill + fit), (found / ill + right / fit) / 2, f1
    return tuple(round(score, 3) for score in exact)


def rates(flattest, middle, steepest):
    """Largest stable rate, fastest rate, and steps to a hundredth at 1 / steepest."""
    steps = math.ceil(math.log(0.01) / math.log(1 - flattest / steepest))
    return 2 / steepest, 2 / (flattest + steepest), steps


RIGHT = {"ps00_training_loop": counts, "ps02_honest_evaluation": scores, "ps05_learning_rate": rates}


def code_of(nb):
    return [cell for cell in nb.cells if cell.cell_type == "code"]


def read(name):
    return nbformat.read(ROOT / "source" / name / f"{name}.ipynb", as_version=4)


def test_all_such_assignments_are_tried():
    names = [path.parent.name for path in sorted((ROOT / "source").glob("*/ps*.ipynb"))]
    vary = [name for name in names if stated_id(cell.source for cell in code_of(read(name)))]
    assert vary == sorted(RIGHT) and len(vary) >= 3


@pytest.mark.parametrize("name", RIGHT)
def test_every_student_who_is_right_gets_all_points(name):
    cells = code_of(read(name))
    place, answer = next((i, cell) for i, cell in enumerate(cells) if stated_id([cell.source]))
    tests = [cell for cell in cells[place:] if cell.id.startswith(f"{answer.id}-test")]
    programs = [compile(cell.source, cell.id, "exec") for cell in tests]
    shown = next(cell for cell in cells if "variant(" in cell.source and cell not in [answer, *tests])
    numbers = compile(ast.Expression(ast.parse(shown.source).body[-1].value), shown.id, "eval")
    asked = next(node.name for node in ast.parse(answer.source).body if isinstance(node, ast.FunctionDef))
    seen = set()
    for student in STUDENTS:
        space = {"STUDENT": student}
        exec("from helpers.teaching.variants import variant", space)
        own = eval(numbers, space)
        space[asked] = lambda own=own: RIGHT[name](**own)
        for program in programs:
            exec(program, space)
        seen.add(tuple(own.values()))
    assert len(tests) >= 2 and len(seen) > 20
