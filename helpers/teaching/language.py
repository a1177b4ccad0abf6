"""The language that readers see, and the catalogues that hold it (GNU gettext, one .po file a notebook).

One notebook in two languages runs the same code, so the language is found where the notebook stands:

>>> language()
'en'
"""

import functools
import json
import os
from pathlib import Path

import helpers
from helpers.errors import InputError, require

LANGUAGES = ("en", "vi")


def language() -> str:
    """One of LANGUAGES: $FISHCOURSE_LANGUAGE, else what the notebooks in the working folder say, else "en".

    A notebook says it in its metadata: {"fishcourse": {"language": "vi"}}. Where notebooks of several
    languages lie in one folder, English is spoken. Raises InputError for an unknown language in the variable.
    """
    wanted = os.environ.get("FISHCOURSE_LANGUAGE")
    if wanted is None:
        return _language_of(Path.cwd())
    if wanted not in LANGUAGES:
        raise InputError(f"FISHCOURSE_LANGUAGE is {wanted!r}: choose from {', '.join(LANGUAGES)}")
    return wanted


def translate(text: str) -> str:
    """`text` (English) in the language of the reader; `text` itself where no catalogue has it."""
    spoken = language()
    return text if spoken == "en" else _messages(spoken).get(text, text)


@functools.cache
def _language_of(folder: Path) -> str:
    found = {_stated(path) for path in sorted(folder.glob("*.ipynb"))}
    return found.pop() if len(found) == 1 else "en"


def _stated(notebook: Path) -> str:
    try:
        metadata = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]
        stated = metadata["fishcourse"]["language"]
    except (OSError, ValueError, KeyError, TypeError):
        return "en"
    return stated if stated in LANGUAGES else "en"


@functools.cache
def _messages(spoken: str) -> dict[str, str]:
    """All finished translations of the course; the library's own come last and win."""
    polib = require("polib", extra="course")
    catalogues = sorted(_folder(spoken).glob("*.po"), key=lambda path: (path.stem == "helpers", path.stem))
    return {
        entry.msgid: entry.msgstr
        for path in catalogues
        for entry in polib.pofile(str(path), encoding="utf-8").translated_entries()
    }


def _folder(spoken: str) -> Path:
    """Where the catalogues lie: inside the installed package, or beside it in a checkout."""
    package = Path(helpers.__file__).parent
    inside = package / "locale" / spoken
    return inside if inside.is_dir() else package.parent / "course" / "locale" / spoken
