"""A notebook in another language: the same cells, ids, metadata and code; only its Markdown differs.

`TranslateNotebook` does so within nbgrader's generate_assignment. It runs after SaveCells, because the
gradebook holds the English source for both editions, and before the last ComputeChecksums, because Validate
compares what students have with the checksums they got. Answer cells are left alone: they hold nbgrader's
stub, so that an untouched answer is known as such in both languages.

>>> vietnamese = translate_notebook(nb, Catalogue(Path("course/locale/vi/07_momentum.po")), "vi")
"""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Enum, Unicode

from helpers.authoring.notebook import LANGUAGES, set_metadata


def translate_notebook(nb: NotebookNode, translate: Callable[[str], str], language: str) -> NotebookNode:
    """A copy of `nb` in `language`; a message without a finished translation stays English.

    translate: a Catalogue, or any function from English text to translated text.
    """
    from helpers.authoring import markdown
    from helpers.authoring.catalogue import is_answer

    translated = deepcopy(nb)
    for cell in translated.cells:
        if cell.cell_type == "markdown" and not is_answer(cell):
            cell.source = markdown.replace(cell.source, translate)
    set_metadata(translated, language)
    return translated


class TranslateNotebook(NbGraderPreprocessor):
    """Releases an assignment in `language`; for English it only brings the notebook's metadata into order."""

    language = Enum(LANGUAGES, LANGUAGES[0], help="The language of the release.").tag(config=True)
    catalogues = Unicode("", help="The folder with one catalogue a notebook.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Translate by the catalogue that bears the notebook's name."""
        if self.language == LANGUAGES[0]:
            set_metadata(nb, self.language)
            return nb, resources
        from helpers.authoring.catalogue import Catalogue

        catalogue = Catalogue(Path(self.catalogues) / f"{resources['nbgrader']['notebook']}.po")
        return translate_notebook(nb, catalogue, self.language), resources
