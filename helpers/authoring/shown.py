"""Which translated texts a lecture's run shows: they are in no cell, yet its outputs hang on them.

>>> shown(nb, Catalogue(folder / "07_momentum.po"), Catalogue(folder / "helpers.po"))
['Mất mát giảm.']
"""

import html
import re

from nbformat import NotebookNode

from helpers.authoring import codetext
from helpers.authoring.catalogue import Catalogue
from helpers.authoring.notebook import code_cells

FIELD = re.compile(r"\{[^{}]*\}")


def shown(english: NotebookNode, catalogue: Catalogue, library: Catalogue) -> list[str]:
    """The translations of the texts in the notebook's code, and of the library's texts among its outputs.

    english: the English edition with its outputs. A text of the library counts where all that stands between
    its fields ("{value}") is found in the outputs' text; texts drawn into a picture are not seen.
    """
    texts = codetext.teaching_texts([cell.source for cell in code_cells(english)])
    own = [catalogue(text) for of_cell in texts for text in of_cell]
    visible = _text_of_outputs(english)
    said = [entry for entry in library.file if all(part in visible for part in _parts(entry.msgid))]
    return own + [library(entry.msgid) for entry in said]


def _parts(text: str) -> list[str]:
    return [_plain(part) for part in FIELD.split(text) if part.strip()]


def _text_of_outputs(nb: NotebookNode) -> str:
    texts = []
    for cell in code_cells(nb):
        for output in cell.outputs:
            texts.append(output.get("text", ""))
            texts += [text for kind, text in output.get("data", {}).items() if kind.startswith("text/")]
    return _plain("\n".join(texts))


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).split())
