"""A course of one small assignment, whose submissions a test writes."""

import logging

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

CONFIG = """
from helpers.grading.preprocessors import configure
c = get_config()
c.CourseDirectory.course_id = "tiny"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\\nraise NotImplementedError()"}
configure(c)
"""
DOUBLE = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
SHIFT = "def shift(x):\n    ### BEGIN SOLUTION\n    return x + 1\n    ### END SOLUTION"
DOUBLE_TEST = (
    "assert double(1) == 2, 'twice one is two'\n### BEGIN HIDDEN TESTS\nsecret = 6\n"
    "assert torch.allclose(torch.as_tensor(double(torch.tensor(3.0))), torch.tensor(6.0)), 'not doubled'\n"
    "### END HIDDEN TESTS"
)
SHIFT_TEST = (
    "assert shift(1) == 2, 'not shifted'\n### BEGIN HIDDEN TESTS\nassert shift(5) == 6\n### END HIDDEN TESTS"
)


def marked(name, source, *, points=None, solution=False, kind="code"):
    """A cell that nbgrader knows."""
    marks = {"grade_id": name, "schema_version": 3, "solution": solution, "task": False}
    marks |= {"grade": points is not None, "locked": not solution}
    marks |= {"points": points} if points is not None else {}
    new = new_code_cell if kind == "code" else new_markdown_cell
    return new(source, id=name, metadata={"nbgrader": marks})


def written(**names):
    """The assignment's notebook; names: grade_id with _ for - -> another source."""
    cells = [
        new_code_cell("import math\nimport torch", id="setup"),
        marked("double", DOUBLE, solution=True),
        marked("double-test-1", DOUBLE_TEST, points=2),
        marked("shift", SHIFT, solution=True),
        marked("shift-test-1", SHIFT_TEST, points=1),
        marked("why", "Because.", points=3, solution=True, kind="markdown"),
    ]
    for cell in cells:
        cell.source = names.get(cell.id.replace("-", "_"), cell.source)
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return new_notebook(cells=cells, metadata=metadata)


def cell_of(notebook, name):
    """The cell of this id."""
    return next(cell for cell in notebook.cells if cell.id == name)


class Course:
    """A course folder that can be handed in to."""

    def __init__(self, root, assignment="ps01_tiny"):
        self.root, self.assignment = root, assignment

    def hand_in(self, student, notebook, name=None, stamp="2026-03-01 12:00:00 UTC"):
        """Write a submission; notebook: a NotebookNode, or text."""
        folder = self.root / "submitted" / student / self.assignment
        folder.mkdir(parents=True, exist_ok=True)
        text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
        (folder / (name or f"{self.assignment}.ipynb")).write_text(text, encoding="utf-8")
        (folder / "timestamp.txt").write_text(stamp)
        return folder

    def autograded(self, student):
        """The executed notebook."""
        file = self.root / "autograded" / student / self.assignment / f"{self.assignment}.ipynb"
        return nbformat.read(file, 4)


def make_course(root, config=CONFIG, db_url=None):
    """Write source/ and release it, hidden tests and all."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    folder = root / "source" / "ps01_tiny"
    folder.mkdir(parents=True)
    (folder / "data.txt").write_text("from the instructor")
    nbformat.write(written(), folder / "ps01_tiny.ipynb")
    (root / "nbgrader_config.py").write_text(config)
    settings = Config()
    settings.CourseDirectory.root, settings.CourseDirectory.course_id = str(root), "tiny"
    if db_url:
        settings.CourseDirectory.db_url = db_url
    settings.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    result = NbGraderAPI(config=settings).generate_assignment("ps01_tiny")
    assert result["success"], result["error"] or result["log"]
    return Course(root)
