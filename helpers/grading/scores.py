"""Points of an executed notebook: what each autograded test cell gives.

A test that ends without an error gives all of its points, or as many as the number in its last line says.
What it prints, on stderr too, costs nothing. nbgrader gives full marks for a last line that is NaN,
negative or no number at all; here such a line gives nothing and a note, for somebody to look at the test.

>>> scores(executed.notebook)
{'velocity-form-test-1': (2.0, 2.0)}
"""

import re
from dataclasses import dataclass

from nbformat import NotebookNode

from helpers.grading.execution import is_test

# As Python writes a float or an int: no NaN, no infinity, no sign, no tensor(1.5), no np.float64(1.5).
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?(e-?[0-9]+)?")


@dataclass(frozen=True)
class Credit:
    """Points of one test cell; note: what an instructor should look at, or ""."""

    points: float
    most: float
    note: str = ""


def credit(cell: NotebookNode) -> Credit:
    """The points of an executed test cell."""
    most = float(cell.metadata.nbgrader.points)
    results = [output for output in cell.outputs if output.output_type == "execute_result"]
    if any(output.output_type == "error" for output in cell.outputs):
        return Credit(0.0, most)
    if not results:
        return Credit(most, most)
    text = "".join(results[-1].data.get("text/plain", ""))
    if len(results) > 1 or not NUMBER.fullmatch(text):
        return Credit(0.0, most, f"its last line is {text[:50]!r}, not a number of points")
    if float(text) > most:
        return Credit(0.0, most, f"its last line gives {text} of {most:g} points")
    return Credit(float(text), most)


def scores(notebook: NotebookNode) -> dict[str, tuple[float, float]]:
    """Grade id of each autograded cell -> points, and the most it can give."""
    credits = {cell.metadata.nbgrader.grade_id: credit(cell) for cell in notebook.cells if is_test(cell)}
    return {name: (found.points, found.most) for name, found in credits.items()}


def notes(notebook: NotebookNode) -> dict[str, str]:
    """Grade id -> note, of the test cells that have one."""
    credits = {cell.metadata.nbgrader.grade_id: credit(cell) for cell in notebook.cells if is_test(cell)}
    return {name: found.note for name, found in credits.items() if found.note}
