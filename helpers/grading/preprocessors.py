"""nbgrader's own steps, as its configuration names them: restore, run, save, sanitize, hide.

With them, `nbgrader autograde`, formgrader and `nbgrader generate_feedback` do what `fishcourse grade`
does; see `configure`, which nbgrader_config.py calls. https://nbgrader.readthedocs.io/en/stable/plugins/

>>> configure(get_config())
"""

import copy
import json
import logging
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import preprocessors
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Enum, Float, Unicode
from traitlets.config import Config

from helpers.grading import execution, restore, scores
from helpers.grading.kernel.sandbox import SANDBOXES

Resources = dict[str, Any]
# What pandas, torchmetrics and the course's own widgets print; no attribute that runs or loads anything.
TAGS = """
a abbr b blockquote br caption code dd details div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre q s samp
small span strong sub summary sup table tbody td tfoot th thead tr u ul
"""
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")  # as nbgrader's ClearHiddenTests knows them
COVER = "# (hidden tests)"


def source_of(db_url: str, notebook: str, assignment: str, file: Path) -> NotebookNode:
    """The instructor's notebook as the gradebook holds it: its marked cells, hidden tests included.

    file: the notebook in source/; its other cells and the order come from there, where it is.
    """
    with Gradebook(db_url) as gradebook:
        found = gradebook.find_notebook(notebook, assignment)
        points = {cell.name: cell.max_score for cell in (*found.grade_cells, *found.task_cells)}
        solutions = {cell.name for cell in found.solution_cells}
        grades = {cell.name for cell in found.grade_cells}
        tasks = {cell.name for cell in found.task_cells}
        marked = {cell.name: cell for cell in found.source_cells}
        kernelspec = json.loads(found.kernelspec or "{}")
        cells = {}
        for name, cell in marked.items():
            marks = {
                "grade_id": name,
                "schema_version": 3,
                "checksum": cell.checksum,
                "cell_type": cell.cell_type,
            }
            marks |= {"grade": name in grades, "solution": name in solutions, "task": name in tasks}
            marks |= {"locked": cell.locked} | ({"points": points[name]} if name in points else {})
            new = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
            cells[name] = new(cell.source, id=name[:64], metadata=NotebookNode(nbgrader=marks))
    written = nbformat.read(file, 4) if file.is_file() else nbformat.v4.new_notebook()
    order = [
        cells.pop(restore.name_of(cell), None) if restore.name_of(cell) else cell for cell in written.cells
    ]
    result = nbformat.v4.new_notebook(cells=[cell for cell in [*order, *cells.values()] if cell])
    result.metadata.kernelspec = kernelspec
    result.metadata.fishcourse = written.metadata.get("fishcourse", {})
    return result


class Restore(NbGraderPreprocessor):
    """Gives a submitted notebook its tests back (`helpers.grading.restore`); for `nbgrader autograde`."""

    source = Unicode("source", help="the folder of the instructor's notebooks").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """The notebook to execute."""
        of = resources["nbgrader"]
        file = Path(self.source) / of["assignment"] / f"{of['notebook']}.ipynb"
        return restore.prepare(nb, source_of(of["db_url"], of["notebook"], of["assignment"], file)), resources


class Run(NbGraderPreprocessor):
    """Executes a notebook as the engine does; for `nbgrader autograde`."""

    sandbox = Enum(SANDBOXES, "auto", help="auto and bwrap refuse to run without a sandbox").tag(config=True)
    timeout_s = Float(60, help="seconds for one notebook").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """The executed notebook; its flags are logged."""
        folder = resources.get("metadata", {}).get("path")
        executed = execution.run(
            nb,
            language=nb.metadata.get("fishcourse", {}).get("language", "en"),
            timeout_s=self.timeout_s,
            sandbox=self.sandbox,
            files=Path(folder).absolute() if folder else None,
        )
        if executed.flags:
            logging.getLogger(__name__).warning("%s", ", ".join(executed.flags))
        return executed.notebook, resources


class SaveScores(preprocessors.SaveAutoGrades):
    """nbgrader's step that saves scores, given our reading of what a test cell printed."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Save; a cell with a note is marked as one to be looked at."""
        plain = copy.deepcopy(nb)
        for cell in plain.cells:
            if execution.is_test(cell):
                cell.outputs = _plainly(scores.credit(cell))
        super().preprocess(plain, resources)
        for name in scores.notes(nb):
            of = resources["nbgrader"]
            with Gradebook(of["db_url"]) as gradebook:
                grade = gradebook.find_grade(name, of["notebook"], of["assignment"], of["student"])
                grade.needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources


def _plainly(credit: scores.Credit) -> list[NotebookNode]:
    """Outputs that nbgrader reads as these points."""
    if credit.points == credit.most:
        return []
    return [new_output("execute_result", {"text/plain": repr(credit.points)})]


class Sanitize(SanitizeHTML):
    """Takes scripts and the like out of what a submission shows to its instructor."""

    def __init__(self, **options: Any):
        super().__init__(**options)
        self.enabled, self.tags = True, TAGS.split()


class HideTests(NbGraderPreprocessor):
    """Takes the source of hidden tests out of the feedback; what they said stays."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, index: int
    ) -> tuple[NotebookNode, Resources]:
        """A test cell without the lines between the marks."""
        if execution.is_test(cell):
            lines, hidden = [], False
            for line in cell.source.splitlines():
                if HIDDEN[0] in line:
                    hidden = True
                    lines.append(COVER)
                elif HIDDEN[1] in line:
                    hidden = False
                elif not hidden:
                    lines.append(line)
            cell.source = "\n".join(lines)
        return cell, resources


def configure(config: Config) -> None:
    """Have nbgrader's own commands use these steps."""
    config.Autograde.sanitize_preprocessors = [Restore, preprocessors.CheckCellMetadata]
    config.Autograde.autograde_preprocessors = [Run, *SAVING]
    config.GenerateFeedback.preprocessors = [
        preprocessors.GetGrades,
        HideTests,
        Sanitize,
        CSSHTMLHeaderPreprocessor,
    ]


SAVING = [
    preprocessors.LimitOutput,
    SaveScores,
    preprocessors.AssignLatePenalties,
    preprocessors.CheckCellMetadata,
    Sanitize,
]
