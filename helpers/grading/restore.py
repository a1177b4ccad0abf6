"""A submitted notebook gets back what is not its student's to change: tests, points, marks, order.

Answers stay, and so do cells of the student's own. Deleted cells come back, copies lose their marks, a
retyped answer is code again, tags and outputs go. The kernel is the source's.

>>> execution.run(prepare(submission, source))
"""

import ast
import copy
import threading

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.grading.execution import is_test

# Before 3.11.8 and 3.12.2, Python counts the depth of syntax trees for all threads together (gh-106905).
PARSING = threading.Lock()
MISSING = "# This cell was missing from the submission."


def prepare(submission: NotebookNode, source: NotebookNode) -> NotebookNode:
    """A notebook to execute: the submission's answers within the source's tests, hidden ones included.

    source: the instructor's notebook, or one with the cells that the gradebook holds. The result's metadata,
    fishcourse.prelude, holds the imports and functions of the source's own cells: tests see these, whatever
    the submission has made of their names.
    """
    handed_in = _cleaned(submission)
    found = _answers(handed_in, {name_of(cell): cell for cell in source.cells if name_of(cell)})
    found |= _others(handed_in, source)
    own = _own_cells(handed_in, found)
    cells = own.pop("", [])
    for cell in source.cells:
        handed = found.get(_key(cell))
        if name_of(cell):
            cells.append(_restored(cell, handed))
        elif handed or cell.cell_type == "code":
            cells.append(handed or copy.deepcopy(cell))
        cells += own.get(_key(cell), [])
    result = nbformat.v4.new_notebook(cells=_unique(cells), metadata=copy.deepcopy(source.metadata))
    result.metadata.fishcourse = {**source.metadata.get("fishcourse", {}), "prelude": prelude(source)}
    language = submission.metadata.get("fishcourse", {})
    if isinstance(language, dict) and language.get("language"):
        result.metadata.fishcourse["language"] = str(language["language"])
    return result


def prelude(source: NotebookNode) -> str:
    """Imports and plain functions of the cells that are not answers, but for names that answers define."""
    trees = [
        (cell, _tree(cell.source)) for cell in source.cells if cell.cell_type == "code" and not is_test(cell)
    ]
    answered = {name for cell, tree in trees if _marks(cell).get("solution") for name in _bound(tree)}
    kept = [
        statement
        for cell, tree in trees
        if not _marks(cell).get("solution")
        for statement in tree.body
        if isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef)
        and not getattr(statement, "decorator_list", [])
        and not answered & set(_bound(ast.Module([statement], [])))
    ]
    return "\n".join(ast.unparse(statement) for statement in kept)


def imported(source: NotebookNode) -> tuple[str, ...]:
    """The modules that its code cells import, tests included."""
    trees = [_tree(cell.source) for cell in source.cells if cell.cell_type == "code"]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return tuple(sorted(whole | parts))


def _cleaned(submission: NotebookNode) -> list[NotebookNode]:
    """Copies of the cells without outputs and tags; marks that make no sense are gone."""
    cells = []
    for cell in submission.cells:
        kept = new_code_cell() if cell.cell_type == "code" else new_markdown_cell()
        kept.source = cell.source if isinstance(cell.source, str) else "".join(cell.source)
        kept.id = cell.get("id") or kept.id
        if cell.cell_type == "markdown" and cell.get("attachments"):
            kept.attachments = cell.attachments
        if name_of(cell):
            kept.metadata.nbgrader = {"grade_id": name_of(cell)}
        cells.append(kept)
    return cells


def _answers(cells: list[NotebookNode], sources: dict[str, NotebookNode]) -> dict[str, NotebookNode]:
    """Which submitted cell is which marked cell of the source; what is left over loses its marks."""
    found: dict[str, NotebookNode] = {}
    by_id = {cell.id: cell for cell in cells if not name_of(cell)}
    for cell in cells:
        name = name_of(cell)
        # Of several copies the last counts, as it does when the notebook runs; but a stub above no answer.
        if name in sources and (name not in found or not _is_stub(cell, sources[name])):
            found[name] = cell
    for name in sources:
        if name not in found and name in by_id:
            found[name] = by_id[name]  # an editor has dropped the marks; ids are the names
            found[name].metadata.nbgrader = {"grade_id": name}
    for cell in cells:
        name = name_of(cell)
        if name and found.get(name) is not cell:
            cell.metadata.pop("nbgrader")
            if name in sources and (is_test(sources[name]) or _is_stub(cell, sources[name])):
                cell.source = ""  # a copy of a test, or a stub that would undo the answer
    return found


def _others(cells: list[NotebookNode], source: NotebookNode) -> dict[str, NotebookNode]:
    """Which submitted cell is which cell of the source that has no marks: by its id, or by what it says."""
    free = [cell for cell in cells if not name_of(cell)]
    found = {}
    for cell in source.cells:
        same = [other for other in free if other.id == cell.get("id")] if not name_of(cell) else []
        same = same or [other for other in free if other.source.strip() == cell.source.strip()]
        if same and not name_of(cell):
            found[_key(cell)] = same[0]
            free = [other for other in free if other is not same[0]]
    return found


def _own_cells(cells: list[NotebookNode], found: dict[str, NotebookNode]) -> dict[str, list[NotebookNode]]:
    """The student's own cells by the key of the cell of the source that they follow ("": none)."""
    keys = {id(cell): key for key, cell in found.items()}
    own: dict[str, list[NotebookNode]] = {}
    last = ""
    for cell in cells:
        last = keys.get(id(cell), last)
        if id(cell) not in keys and cell.source:
            own.setdefault(last, []).append(cell)
    return own


def _restored(cell: NotebookNode, answer: NotebookNode | None) -> NotebookNode:
    """A marked cell of the source with, where it is an answer, what the student wrote."""
    restored = copy.deepcopy(cell)
    restored.metadata = NotebookNode(nbgrader=copy.deepcopy(cell.metadata.nbgrader))
    if cell.cell_type == "code":
        restored.outputs, restored.execution_count = [], None
    marks = cell.metadata.nbgrader
    if marks.get("solution") or marks.get("task"):
        restored.source = answer.source if answer else MISSING if cell.cell_type == "code" else ""
    elif answer and cell.cell_type == "markdown" and not marks.get("grade"):
        restored.source = answer.source  # the text of a question, in the language of the student
    return restored


def _is_stub(cell: NotebookNode, source: NotebookNode) -> bool:
    text = cell.source.strip()
    return not text or "raise NotImplementedError()" in text or text == source.source.strip()


def _unique(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Give copies ids of their own: nbformat wants each once."""
    seen = {cell.id for cell in cells if name_of(cell)}
    for cell in cells:
        if not name_of(cell):
            if cell.id in seen:
                cell.id = new_code_cell().id
            seen.add(cell.id)
    return cells


def _marks(cell: NotebookNode) -> dict:
    marks = cell.metadata.get("nbgrader") if isinstance(cell.get("metadata"), dict) else None
    return marks if isinstance(marks, dict) else {}


def _key(cell: NotebookNode) -> str:
    """What tells a cell of the source from the others: its grade id, or its id after a blank."""
    return name_of(cell) or f" {cell.get('id')}"


def name_of(cell: NotebookNode) -> str:
    """The grade id of a cell; "" where it has none, or none that makes sense."""
    marks = _marks(cell)
    name = marks.get("grade_id")
    return name if isinstance(name, str) else ""


def _tree(source: str) -> ast.Module:
    """The syntax tree of a cell without its magic lines; empty where it cannot be read."""
    lines = ["pass" if line.startswith(("%", "!", "?")) else line for line in source.splitlines()]
    try:
        with PARSING:
            return ast.parse("\n".join(lines))
    except SyntaxError:
        return ast.Module([], [])


def _bound(tree: ast.Module) -> list[str]:
    """The names that the top level of a cell defines."""
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.append(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found += [alias.asname or alias.name.partition(".")[0] for alias in node.names]
        else:
            found += [
                part.id
                for part in ast.walk(node)
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            ]
    return found
