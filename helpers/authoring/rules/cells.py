"""Rules for every notebook's cells: ids, length, outputs, and code that would not run on a student's machine.

>>> list(cells(Project.find(), {path: read(path)}))
[]
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from helpers.authoring import codetext
from helpers.authoring.execute import complaints
from helpers.authoring.finding import Finding
from helpers.authoring.notebook import Project, code_cells

MAX_LINES = 30
CELL_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ABSOLUTE = re.compile(
    r"/(?:home|Users|root|tmp|mnt|content|kaggle|var|opt)\b|/[\w.-]+/[\w./-]*$|~[/\\]|[A-Za-z]:[/\\]"
)
URL = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
NETWORK_MODULES = {"requests", "urllib", "http", "httpx", "aiohttp", "socket", "ftplib", "kagglehub", "wget"}
DOWNLOADS = {"download", "pretrained"}  # keyword arguments that, if true, fetch something
MAGIC = re.compile(r"^\s*[%!].*\b(?:pip|conda|mamba|wget|curl|git)\b", re.MULTILINE)


def cells(project: Project, notebooks: dict[Path, NotebookNode]) -> Iterator[Finding]:
    """Every rule of this module for every notebook."""
    for path, nb in notebooks.items():
        name = project.name(path)
        yield from _ids(name, nb)
        for cell, calls in zip(
            code_cells(nb), codetext.teaching_calls([cell.source for cell in code_cells(nb)]), strict=True
        ):
            yield from _outputs(name, cell, kept=path in project.lectures)
            yield from _code(name, cell, calls)


def _ids(name: str, nb: NotebookNode) -> Iterator[Finding]:
    seen = set()
    for cell in nb.cells:
        if cell.id in seen:
            yield Finding(name, cell.id, "two cells have this id", "give one of them another id")
        elif not CELL_ID.fullmatch(cell.id):
            yield Finding(name, cell.id, "the id says nothing", "name it in words, like valley-intro")
        seen.add(cell.id)


def _outputs(name: str, cell: NotebookNode, *, kept: bool) -> Iterator[Finding]:
    if not kept and (cell.outputs or cell.execution_count is not None):
        yield Finding(name, cell.id, "it holds an output", "clear all outputs of this notebook")
    for complaint in complaints(cell):
        yield Finding(name, cell.id, complaint, "mend the code, then run `fishcourse build`")


def _code(name: str, cell: NotebookNode, calls: list[ast.Call]) -> Iterator[Finding]:
    lines = len(cell.source.splitlines())
    if lines > MAX_LINES:
        yield Finding(name, cell.id, f"it has {lines} lines", f"split it: {MAX_LINES} at most, 15 are better")
    try:
        tree = codetext.parse(cell.source)
    except SyntaxError as error:
        yield Finding(name, cell.id, f"it is no Python: {error.msg}", f"mend line {error.lineno}")
        return
    for what in _unfit(tree, cell.source):
        yield Finding(name, cell.id, what, "use what `helpers` offers: the course runs offline, anywhere")
    for call in calls:
        for text in codetext.glued_texts(call):
            what = f"no catalogue can hold the text {text}"
            yield Finding(
                name, cell.id, what, "write one literal with {fields}, and give their values by keyword"
            )


def _unfit(tree: ast.Module, source: str) -> Iterator[str]:
    if command := MAGIC.search(source):
        yield f"it reaches for the network: {command.group().strip()}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            for module in modules:
                if module.partition(".")[0] in NETWORK_MODULES:
                    yield f"it reaches for the network: import {module}"
        elif isinstance(node, ast.Attribute) and ast.unparse(node).startswith("torch.hub."):
            yield f"it reaches for the network: {ast.unparse(node)}"
        elif isinstance(node, ast.keyword) and node.arg in DOWNLOADS:
            if isinstance(node.value, ast.Constant) and node.value.value is True:
                yield f"it reaches for the network: {node.arg}=True"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if URL.match(node.value):
                yield f"it reaches for the network: {node.value}"
            elif ABSOLUTE.match(node.value):
                yield f"it names an absolute path: {node.value}"
