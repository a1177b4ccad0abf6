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


def translate_notebook(
    nb: NotebookNode, translate: Callable[[str], str], language: str, *, origin: str = "", edition: str = ""
) -> NotebookNode:
    """A copy of `nb` in `language`; a message without a finished translation stays English.

    translate: a Catalogue, or any function from English text to translated text. origin, edition: the files
    of `nb` and of the copy, from the project's root: links between notebooks are adapted; "": they are not.
    """
    from helpers.authoring import markdown
    from helpers.authoring.catalogue import is_answer
    from helpers.authoring.links import relink

    translated = deepcopy(nb)
    for cell in translated.cells:
        if cell.cell_type == "markdown" and not is_answer(cell):
            cell.source = markdown.replace(cell.source, translate)
            if edition:
                cell.source = relink(cell.source, origin, edition, language)
    set_metadata(translated, language)
    return translated


class TranslateNotebook(NbGraderPreprocessor):
    """Releases an assignment in `language`, with links that lead to the lectures of this language."""

    language = Enum(LANGUAGES, LANGUAGES[0], help="The language of the release.").tag(config=True)
    catalogues = Unicode("", help="The folder with one catalogue a notebook.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Translate by the catalogue that bears the notebook's name."""
        from helpers.authoring.catalogue import Catalogue

        name, assignment = resources["nbgrader"]["notebook"], resources["nbgrader"]["assignment"]
        english = self.language == LANGUAGES[0]
        translate = str if english else Catalogue(Path(self.catalogues) / f"{name}.po")
        file = f"{assignment}/{name}.ipynb"
        origin, edition = f"source/{file}", f"release/{self.language}/{file}"
        translated = translate_notebook(nb, translate, self.language, origin=origin, edition=edition)
        return translated, resources
