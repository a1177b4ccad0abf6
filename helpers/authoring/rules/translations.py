"""Rules for translations: all there, none out of date, each with the code, formulas and links of the English.

>>> list(translations(Project.find(), {path: read(path)}))
[]
"""

import string
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from helpers.authoring import markdown
from helpers.authoring.catalogue import LIBRARY, Catalogue, library_messages, messages
from helpers.authoring.finding import Finding
from helpers.authoring.merge import Message, merge
from helpers.authoring.notebook import LANGUAGES, Project

TRANSLATE = "run `fishcourse translate`"


def translations(project: Project, notebooks: dict[Path, NotebookNode]) -> Iterator[Finding]:
    """Every rule of this module for every language."""
    wanted = {path.stem: messages(nb, path.name) for path, nb in notebooks.items()}
    wanted[LIBRARY] = library_messages(project.root)
    for language in LANGUAGES[1:]:
        catalogues = {stem: Catalogue(project.catalogue(stem, language)) for stem in wanted}
        for stem, said in wanted.items():
            yield from _catalogue(project, catalogues[stem], said)
        yield from _conflicts(project, catalogues, wanted)
        known = {path.stem for path in project.sources} | {LIBRARY}
        for path in sorted(project.catalogue(LIBRARY, language).parent.glob("*.po")):
            if path.stem not in known:
                yield Finding(
                    project.name(path), "", "there is no notebook of this name", "delete the catalogue"
                )


def _catalogue(project: Project, catalogue: Catalogue, said: list[Message]) -> Iterator[Finding]:
    name = project.name(catalogue.path)
    entries = {entry.msgid: entry for entry in catalogue.file if not entry.obsolete}
    complete = True
    for message in said:
        cell_id = message.places[0].rpartition(":")[2]
        entry = entries.get(message.text)
        quoted = _quoted(message.text)
        if entry is None:
            complete = False
            yield Finding(name, cell_id, f"the catalogue lacks {quoted}", f"{TRANSLATE}, then translate it")
        elif entry.fuzzy:
            what = f"the English text was edited: {quoted}"
            yield Finding(name, cell_id, what, "bring its translation up to it, and take the fuzzy flag away")
        elif not entry.msgstr:
            yield Finding(name, cell_id, f"not translated: {quoted}", "translate it")
        elif problem := _problem(message, entry.msgstr):
            yield Finding(name, cell_id, f"the translation of {quoted}: {problem}", "mend the translation")
    if complete and catalogue.path.is_file():
        file = Catalogue(catalogue.path).file
        merge(file, said)
        if str(file).encode("utf-8") != catalogue.path.read_bytes():
            yield Finding(name, "", "it is not what the notebook says now", TRANSLATE)


def _problem(message: Message, translated: str) -> str | None:
    if not message.code:
        return markdown.difference(message.text, translated)
    before, after = _fields(message.text), _fields(translated)
    if before != after:
        odd = sorted(before ^ after)[0]
        return f"the field {{{odd}}} is {'missing' if odd in before else 'not in the English text'}"
    return None


def _fields(text: str) -> set[str]:
    """The names in braces; a text that str.format does not take has none."""
    try:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
    except ValueError:
        return set()


def _conflicts(
    project: Project, catalogues: dict[str, Catalogue], wanted: dict[str, list[Message]]
) -> Iterator[Finding]:
    """At run time all catalogues are one: a text in code must read the same in each that has it."""
    in_code = {
        message.text: message.places[0] for said in wanted.values() for message in said if message.code
    }
    for text in in_code:
        known = [(stem, catalogue(text)) for stem, catalogue in catalogues.items() if text in catalogue]
        for stem, translated in known[1:]:
            if translated != known[0][1]:
                name = project.name(catalogues[stem].path)
                what = f"{_quoted(text)} is translated in another way than in {known[0][0]}.po"
                yield Finding(name, "", what, "choose one of the two: code shows the same everywhere")


def _quoted(text: str) -> str:
    """The beginning of a message, on one line."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= 60 else line[:57] + "..."}"'
