"""The course's notebooks: where they lie, how they are read and written, and what marks a run as theirs.

Notebooks are written as JupyterLab writes them (nbformat 4.5, keys sorted, one-space indent), so that a file
changes only where its content does.

>>> [path.name for path in Project.find().lectures]
['07_momentum.ipynb']
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode, reader
from nbformat.validator import iter_validate

from helpers.errors import InputError

LANGUAGES = ("en", "vi")  # the first one is the language the notebooks are written in
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
CONFIG = "nbgrader_config.py"
HASH_DIGITS = 12  # of a cell's two hashes: enough to tell an edit, short enough to read


@dataclass(frozen=True)
class Project:
    """A folder with course/, source/ and what is generated from them."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> "Project":
        """The project around `start` (default: the working folder); raises InputError where there is none."""
        start = Path(start or ".").absolute()
        for folder in (start, *start.parents):
            if (folder / CONFIG).is_file():
                return cls(folder)
        raise InputError(f"{start} lies in no course: run this in a folder that has {CONFIG}, or below it")

    @property
    def lectures(self) -> list[Path]:
        """course/NN_topic.ipynb, sorted."""
        return sorted((self.root / "course").glob("*.ipynb"))

    @property
    def assignments(self) -> list[Path]:
        """source/psNN_topic/psNN_topic.ipynb, sorted."""
        return [
            path for path in sorted((self.root / "source").glob("*/*.ipynb")) if path.stem == path.parent.name
        ]

    @property
    def sources(self) -> list[Path]:
        """All notebooks that people write: lectures, then assignments."""
        return self.lectures + self.assignments

    def edition(self, lecture: Path, language: str) -> Path:
        """Where a lecture's edition in `language` lies."""
        folder = self.root / "course"
        return (folder if language == LANGUAGES[0] else folder / language) / lecture.name

    def released(self, language: str) -> Path:
        """The folder with what students of `language` get, one folder an assignment."""
        return self.root / "release" / language

    def catalogue(self, stem: str, language: str) -> Path:
        """The .po file of the notebook `stem`, or of the library itself ("helpers")."""
        return self.root / "course" / "locale" / language / f"{stem}.po"

    def name(self, path: Path) -> str:
        """`path` as people read it: relative to the root, with slashes."""
        return path.relative_to(self.root).as_posix()


def read(path: Path) -> NotebookNode:
    """Read a notebook; raises InputError where it is not one of nbformat 4.5."""
    try:
        # Not nbformat.read: it would repair, in silence, what `fishcourse check` must name.
        nb = reader.reads(path.read_text(encoding="utf-8"))
        if (nb.nbformat, nb.nbformat_minor) != (4, 5):
            raise ValueError(f"it is of format {nb.nbformat}.{nb.nbformat_minor}, not 4.5")
        for error in iter_validate(nb):
            raise ValueError(str(error).splitlines()[0])
    except (OSError, ValueError, AttributeError, TypeError, KeyError, nbformat.ValidationError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(f"{path} cannot be read as a notebook: {reason}; save it from JupyterLab") from None
    return nb


def dumps(nb: NotebookNode) -> str:
    """The text of a notebook file: the same for equal notebooks."""
    return nbformat.v4.writes(nb).rstrip("\n") + "\n"


def write(nb: NotebookNode, path: Path) -> bool:
    """Write a notebook where its content differs from the file; returns whether it did."""
    return write_text(dumps(nb), path)


def write_text(text: str, path: Path) -> bool:
    """Write a UTF-8 file where its content differs; whole or not at all; returns whether it did."""
    content = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return True


def language_of(nb: NotebookNode) -> str:
    """The language its metadata states; English where they say nothing."""
    return nb.metadata.get("fishcourse", {}).get("language", LANGUAGES[0])


def set_metadata(nb: NotebookNode, language: str, **more: object) -> None:
    """Replace the notebook's metadata by what every notebook of the course has, and `more` about its run."""
    nb.metadata = nbformat.from_dict(
        {
            "fishcourse": {"language": language, **more},
            "kernelspec": KERNELSPEC,
            "language_info": {"name": "python"},
        }
    )


def code_cells(nb: NotebookNode) -> list[NotebookNode]:
    """Its code cells, in order."""
    return [cell for cell in nb.cells if cell.cell_type == "code"]


@dataclass(frozen=True)
class Run:
    """The mark of a run: of all it had and gave, of each code cell ("<source>:<outputs>"), of its texts."""

    outputs: str
    cells: dict[str, str]
    texts: str

    @classmethod
    def of(cls, nb: NotebookNode, texts: Sequence[str] = ()) -> "Run":
        """The mark that `nb` should carry.

        texts: the translations that its run shows (they are in no cell, yet change the outputs). Alternative
        texts of figures do not count: they follow the captions, without a run.
        """
        cells = {
            cell.id: f"{_sha256(cell.source)}:{_sha256([_shown(output) for output in cell.outputs])}"
            for cell in code_cells(nb)
        }
        return cls(_sha256([list(cells.items()), list(texts)], digits=64), cells, _sha256(list(texts)))

    @classmethod
    def stated(cls, nb: NotebookNode) -> "Run":
        """The mark that `nb` carries; empty where it was never run by `fishcourse build`."""
        stated = nb.metadata.get("fishcourse", {})
        return cls(stated.get("outputs", ""), dict(stated.get("cells", {})), stated.get("texts", ""))

    def difference(self, stated: "Run") -> tuple[str, str] | None:
        """(cell id or "", what is wrong) of the first cell that is not as it was run; None where all are."""
        if self == stated:
            return None
        if not stated.outputs:
            return "", "it was never run"
        for cell_id, mark in self.cells.items():
            source, outputs = mark.split(":")
            was = stated.cells.get(cell_id)
            if was is None or was.partition(":")[0] != source:
                return cell_id, "its code changed since it was run"
            if was.partition(":")[2] != outputs:
                return cell_id, "its stored output is not what the run gave"
        if self.texts != stated.texts:
            return "", "texts that its run shows were translated anew since it was run"
        return "", "its code cells were moved or removed since it was run"


def _shown(output: NotebookNode) -> dict:
    return {key: value for key, value in output.items() if key != "metadata"}


def _sha256(value: object, digits: int = HASH_DIGITS) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:digits]
