"""Rules for what readers see: the time it takes, links that lead somewhere, figures for those who cannot see.

>>> list(prose(Project.find(), {path: read(path)}))
[]
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from nbformat import NotebookNode

from helpers.authoring.execute import figures
from helpers.authoring.finding import Finding
from helpers.authoring.markdown import PARSER
from helpers.authoring.notebook import Project, code_cells

TIMES = {"lecture": "Reading time: 30 minutes", "assignment": "Time to complete: 60 minutes"}
HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
HTML_ALT = re.compile(r"\balt=(?:\"[^\"]+\"|'[^']+')", re.IGNORECASE)


def prose(project: Project, notebooks: dict[Path, NotebookNode]) -> Iterator[Finding]:
    """Every rule of this module for every notebook."""
    for path, nb in notebooks.items():
        name = project.name(path)
        yield from _time(name, nb, TIMES["lecture" if path in project.lectures else "assignment"])
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                yield from _links(project, path, cell)
        yield from _figures(name, nb)


def links(project: Project, path: Path, nb: NotebookNode) -> Iterator[Finding]:
    """The links of one notebook: an edition in another folder has other neighbours."""
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            yield from _links(project, path, cell)


def _time(name: str, nb: NotebookNode, example: str) -> Iterator[Finding]:
    first = next((cell for cell in nb.cells if cell.cell_type == "markdown"), None)
    pattern = re.sub(r"\d+", r"\\d+", example)
    if first is None or not re.search(pattern, first.source):
        cell_id = first.id if first else ""
        yield Finding(name, cell_id, "it does not say how long it takes", f'write there "{example}"')


def _links(project: Project, path: Path, cell: NotebookNode) -> Iterator[Finding]:
    name = project.name(path)
    for token in PARSER.parse(cell.source):
        for child in token.children or ():
            if child.type == "image" and not child.content.strip():
                yield Finding(
                    name, cell.id, "an image has no alternative text", "write it between the brackets"
                )
            target = str(child.attrs.get("href") or child.attrs.get("src") or "")
            if not target or target.startswith(("#", "attachment:")):
                continue
            parts = urlsplit(target)
            if len(parts.scheme) > 1:
                continue
            if parts.scheme or parts.path.startswith("/"):
                yield Finding(name, cell.id, f"the link {target} is an absolute path", "link relatively")
            elif not (path.parent / unquote(parts.path)).exists():
                yield Finding(name, cell.id, f"the link {target} leads nowhere", "mend its path")


def _figures(name: str, nb: NotebookNode) -> Iterator[Finding]:
    for cell, caption in figures(nb):
        if not caption:
            mend = "begin the Markdown cell right below with *Figure 1. What is to be seen.*"
            yield Finding(name, cell.id, "its figure has no caption, so no alternative text", mend)
    for cell in code_cells(nb):
        for output in cell.outputs:
            for image in HTML_IMAGE.findall(output.get("data", {}).get("text/html", "")):
                if not HTML_ALT.search(image):
                    yield Finding(name, cell.id, "an HTML image has no alternative text", 'give it alt="..."')
