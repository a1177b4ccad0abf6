"""Rules for words: what the glossary of a language names is called so, wherever the English text has it.

course/locale/vi/glossary.csv: term, its translation ("|" between forms that are right as well), and the
catalogues in which the word means something else (separated by blanks).

>>> list(glossary(Project.find(), {}))
[]
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from helpers.authoring.catalogue import Catalogue
from helpers.authoring.finding import Finding
from helpers.authoring.notebook import LANGUAGES, Project
from helpers.errors import InputError

FIELDS = ["term", "translation", "except"]
# Not words of the text: code, formulas, targets of links, {fields}, and what is quoted from the slides.
NO_WORDS = re.compile(r"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)|\{[^}]*\}|\"[^\"]*\"", re.DOTALL)
# Titles of papers stay in their language.
UNTRANSLATED_CELL = "references"


@dataclass(frozen=True)
class Term:
    """A term of the field in English, and the forms that a translation may give it."""

    english: str
    forms: tuple[str, ...]
    elsewhere: frozenset[str]  # catalogues in which the English word means something else

    def missing(self, text: str, translated: str) -> bool:
        """Whether `text` has the term, singular or plural, and its translation none of the forms."""
        words = NO_WORDS.sub(" ", text)
        found = re.search(rf"\b{re.escape(self.english)}(?:e?s)?\b", words, re.IGNORECASE)
        return found is not None and not any(form in translated.casefold() for form in self.forms)


def glossary(project: Project, _notebooks: dict[Path, NotebookNode]) -> Iterator[Finding]:
    """Every finished translation of every language that has a glossary."""
    for language in LANGUAGES[1:]:
        folder = project.catalogue("", language).parent
        terms = read(folder / "glossary.csv")
        for path in sorted(folder.glob("*.po")) if terms else ():
            for entry in Catalogue(path).file.translated_entries():
                yield from _entry(project.name(path), path.stem, entry, terms)


def read(path: Path) -> list[Term]:
    """The terms of a glossary, empty where there is none; raises InputError for other columns than FIELDS."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != FIELDS:
            raise InputError(f"{path}: the first line should be {','.join(FIELDS)}, it is {rows.fieldnames}")
        return [
            Term(
                row["term"],
                tuple(form.casefold() for form in row["translation"].split("|")),
                frozenset((row["except"] or "").split()),
            )
            for row in rows
        ]


def _entry(name: str, stem: str, entry, terms: list[Term]) -> Iterator[Finding]:
    cells = {place.rpartition(":")[2] for place, _ in entry.occurrences}
    if cells == {UNTRANSLATED_CELL}:
        return
    for term in terms:
        if stem not in term.elsewhere and term.missing(entry.msgid, entry.msgstr):
            what = f'"{term.english}" is translated in another way: "{entry.msgstr[:60]}"'
            yield Finding(name, sorted(cells)[0] if cells else "", what, f'write "{term.forms[0]}"')
