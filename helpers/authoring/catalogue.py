"""Catalogues: what of the course is translated, and how (GNU gettext .po files, kept by polib).

One catalogue a notebook, and helpers.po for the library. The English text is the msgid, its place
"notebook:cell-id"; texts in code carry the extracted comment "code". Lines are not wrapped, so that an edit
touches the lines of its message only.

>>> print(update(Path(".")).table())
catalogue    messages  translated  new  fuzzy  untranslated  obsolete
07_momentum        98          97    0      1             0         0
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from nbformat import NotebookNode

from helpers.authoring import codetext, markdown
from helpers.authoring.merge import Message, merge
from helpers.authoring.notebook import LANGUAGES, Project, read, write_text
from helpers.errors import InputError, require

LIBRARY = "helpers"
HEADER = {
    "Project-Id-Version": "fishcourse",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
COUNTS = ["messages", "translated", "new", "fuzzy", "untranslated", "obsolete"]


class Catalogue:
    """A .po file: its finished translations, and what is unfinished. A file that is not there is empty."""

    def __init__(self, path: Path):
        """Read `path`; raises InputError where it is no catalogue."""
        self.path = path
        self.file = load(path)
        self._finished = {entry.msgid: entry.msgstr for entry in self.file.translated_entries()}

    def __contains__(self, text: str) -> bool:
        return text in self._finished

    def __call__(self, text: str) -> str:
        """The finished translation of `text`; `text` itself where there is none or it is fuzzy."""
        return self._finished.get(text, text)


def load(path: Path):
    """The polib.POFile of `path`, empty where there is none; raises InputError where it is no catalogue."""
    polib = require("polib", extra="author")
    if not path.is_file():
        empty = polib.POFile(wrapwidth=0)
        empty.metadata = dict(HEADER, Language=path.parent.name)
        return empty
    try:
        return polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as a catalogue: {error}") from None


def messages(nb: NotebookNode, name: str) -> list[Message]:
    """The messages of a notebook, each once, in the order of the notebook. name: its file name."""
    texts = iter(codetext.teaching_texts([cell.source for cell in nb.cells if cell.cell_type == "code"]))
    found: dict[str, Message] = {}
    for cell in nb.cells:
        if cell.cell_type == "code":
            said, code = next(texts), True
        elif cell.cell_type == "markdown" and not is_answer(cell):
            said, code = markdown.messages(cell.source), False
        else:
            continue
        for text in said:
            known = found.setdefault(text, Message(text))
            known.add(f"{name}:{cell.id}", code=code)
    return list(found.values())


def is_answer(cell: NotebookNode) -> bool:
    """Whether it is a solution: students see nbgrader's stub instead, the same in every language."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def library_messages(root: Path) -> list[Message]:
    """The messages of the library itself, by module."""
    return [
        Message(text, modules, code=True) for text, modules in codetext.library_texts(root / LIBRARY).items()
    ]


def all_messages(project: Project) -> Iterator[tuple[str, list[Message]]]:
    """(catalogue, its messages), the library's last."""
    for path in project.sources:
        yield path.stem, messages(read(path), path.name)
    yield LIBRARY, library_messages(project.root)


@dataclass(frozen=True)
class Updated:
    """What an update found, by language and catalogue: columns `language`, `catalogue` and COUNTS."""

    counts: pd.DataFrame

    def table(self) -> str:
        """Readable plain text, with the sum below."""
        shown = self.counts.copy()
        shown.loc[len(shown)] = ["", "all", *shown[COUNTS].sum()]
        return shown.to_string(index=False)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return {"catalogues": self.counts.to_dict("records")}


def update(root: Path) -> Updated:
    """Bring every catalogue up to what notebooks and library say now; unchanged entries stay as they are.

    new: messages that were not there; fuzzy: the English text was edited, the old translation waits as a
    suggestion; obsolete: translations that nothing asks for any more. Raises InputError for a notebook or a
    catalogue that cannot be read; then nothing is written.
    """
    project = Project(Path(root))
    wanted = list(all_messages(project))
    rows, texts = [], {}
    for language in LANGUAGES[1:]:
        for stem, said in wanted:
            path = project.catalogue(stem, language)
            file = load(path)
            new = merge(file, said)
            if said or path.is_file():
                texts[path] = str(file)
                rows.append({"language": language, "catalogue": stem} | count(file, new))
    for path, text in texts.items():
        write_text(text, path)
    return Updated(pd.DataFrame(rows, columns=["language", "catalogue", *COUNTS]))


def count(file, new: int = 0) -> dict[str, int]:
    """How many messages of a catalogue are in which state; `new` is among the untranslated."""
    return {
        "messages": len([entry for entry in file if not entry.obsolete]),
        "translated": len(file.translated_entries()),
        "new": new,
        "fuzzy": len(file.fuzzy_entries()),
        "untranslated": len(file.untranslated_entries()),
        "obsolete": len(file.obsolete_entries()),
    }
