"""Links between notebooks, as they must read in another edition, which lies in another folder.

A lecture of course/ has its counterpart in course/vi/, one of source/ or release/en/ in release/vi/.

>>> relink("[ps07](../release/en/ps07/ps07.ipynb)", "course/07.ipynb", "course/vi/07.ipynb", "vi")
'[ps07](../../release/vi/ps07/ps07.ipynb)'
"""

import posixpath
import re

from helpers.authoring.notebook import LANGUAGES

NOTEBOOK_LINK = re.compile(r"(?<=\]\()([\w./-]+\.ipynb)(?=[)#])")


def relink(markdown: str, origin: str, edition: str, language: str) -> str:
    """`markdown` with its relative links to notebooks leading to those of `language`.

    origin, edition: where the text comes from and where it goes, from the project's root, with slashes.
    """

    def adapted(link: re.Match) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(origin), link[1]))
        return posixpath.relpath(_counterpart(target, language), posixpath.dirname(edition))

    return NOTEBOOK_LINK.sub(adapted, markdown)


def _counterpart(notebook: str, language: str) -> str:
    folder, _, rest = notebook.partition("/")
    if folder == "course":
        lecture = posixpath.basename(rest)
        return f"course/{lecture}" if language == LANGUAGES[0] else f"course/{language}/{lecture}"
    if folder in ("source", "release"):
        assignment, name = rest.split("/")[-2:]
        return f"release/{language}/{assignment}/{name}"
    return notebook
