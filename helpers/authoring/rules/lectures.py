"""Rules for lectures: the parts each one has, and outputs that its code gave.

>>> list(lectures(Project.find(), {path: read(path)}))
[]
"""

from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from helpers.authoring import codetext
from helpers.authoring.catalogue import LIBRARY, Catalogue
from helpers.authoring.finding import Finding
from helpers.authoring.notebook import LANGUAGES, Project, Run, code_cells, read
from helpers.authoring.rules.prose import links
from helpers.authoring.shown import shown

# Cell id -> what the cell is for.
PARTS = {
    "outcomes": "what you will be able to do",
    "take-aways": "what to keep",
    "slides-err": "where the slides err",
    "references": "the sources",
}
# Function of helpers.teaching -> how often it is called at least, and what it is for.
CALLS = {
    "predict": (1, "a prediction before the run"),
    "claim": (3, "a claim of the prose, asserted"),
    "quiz": (3, "a question with feedback"),
    "play": (1, "an interactive figure"),
    "compare": (1, "a comparison over several seeds"),
}
# A lecture without training has nothing to compare; a Markdown cell of this id says so.
EXCUSE = {"compare": "no-comparison"}
MEND = "run `fishcourse build`"


def lectures(project: Project, notebooks: dict[Path, NotebookNode]) -> Iterator[Finding]:
    """Every rule of this module for every lecture and its editions."""
    for path in project.lectures:
        if path not in notebooks:
            continue
        nb = notebooks[path]
        yield from _parts(project.name(path), nb)
        yield from _run(project.name(path), nb, [])
        for language in LANGUAGES[1:]:
            edition = project.edition(path, language)
            if edition.is_file():  # else `fishcourse build --check` says so
                catalogues = [Catalogue(project.catalogue(stem, language)) for stem in (path.stem, LIBRARY)]
                translated = read(edition)
                yield from _run(project.name(edition), translated, shown(nb, *catalogues))
                yield from links(project, edition, translated)


def _parts(name: str, nb: NotebookNode) -> Iterator[Finding]:
    ids = {cell.id for cell in nb.cells}
    for cell_id, what in PARTS.items():
        if cell_id not in ids:
            yield Finding(name, "", f"it has no cell {cell_id} ({what})", "add one with this id")
    called = codetext.teaching_functions([cell.source for cell in code_cells(nb)])
    for function, (least, what) in CALLS.items():
        if called[function] < least and EXCUSE.get(function) not in ids:
            mend = f"call it {least} times or more"
            mend += f", or add a cell {EXCUSE[function]} that says why not" if function in EXCUSE else ""
            yield Finding(name, "", f"it calls {function}() {called[function]} times ({what})", mend)


def _run(name: str, nb: NotebookNode, texts: list[str]) -> Iterator[Finding]:
    if difference := Run.of(nb, texts).difference(Run.stated(nb)):
        yield Finding(name, *difference, MEND)
