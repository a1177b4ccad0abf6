"""Every generated file from its source: lectures run, the Vietnamese edition, releases in both languages.

    course/NN.ipynb -> its outputs -> course/vi/NN.ipynb      source/psNN -> release/en/psNN, release/vi/psNN

A lecture is run only where the mark of its last run (helpers.authoring.notebook.Run) says that its code, its
outputs or the translated texts that it shows are not those of that run.

>>> print(build(Path("."), check=True).table())
nothing to mend
"""

import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from helpers.authoring.catalogue import LIBRARY, Catalogue
from helpers.authoring.compare import first_difference
from helpers.authoring.config import load_config
from helpers.authoring.execute import execute, set_captions
from helpers.authoring.finding import Finding, Findings
from helpers.authoring.notebook import LANGUAGES, Project, Run, code_cells, dumps, read, set_metadata, write
from helpers.authoring.release import release
from helpers.authoring.shown import shown
from helpers.authoring.translation import translate_notebook
from helpers.data.catalog import Progress, track
from helpers.errors import InputError

MEND = "run `fishcourse build`"


@dataclass
class Built:
    """What a build did, or what a check would have it do. Files are named from the root, with slashes."""

    check: bool
    executed: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)

    def table(self) -> str:
        """Readable plain text, one line a file."""
        if self.check:
            return self.findings.table()
        lines = [f"wrote {name}{' (run)' if name in self.executed else ''}" for name in self.written]
        lines += [f"removed {name}" for name in self.removed]
        return "\n".join(lines) or "everything is up to date"

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        done = {"executed": self.executed, "written": self.written, "removed": self.removed}
        return done | self.findings.to_dict()


def build(
    root: Path,
    *,
    check: bool = False,
    only: Iterable[str] = (),
    again: bool = False,
    progress: Progress | None = None,
) -> Built:
    """Make what is not as its source gives it; with `check` nothing is run or written, findings say what it
    is.

    only: notebooks by name ("07_momentum", "ps07_momentum"); none for all. again: run lectures also where
    their outputs are of today's code, because the library changed. Raises InputError for an unknown name, a
    notebook, catalogue or configuration that cannot be read, a lecture whose run fails, an assignment that
    nbgrader refuses.
    """
    project = Project(Path(root).absolute())
    sources = {path.stem: path for path in project.sources}
    for name in (only := list(only)):
        if name not in sources:
            raise InputError(f"{name!r} is no notebook of the course: choose from {', '.join(sources)}")
    config = load_config(project.root)
    built = Built(check)
    chosen = [path for name, path in sources.items() if not only or name in only]
    for path in track(progress, chosen, "building", len(chosen)):
        if path in project.lectures:
            _lecture(project, path, built, again)
            for language in LANGUAGES[1:]:
                _edition(project, path, language, built, again)
        else:
            for language in LANGUAGES:
                files = release(project.root, path.stem, language, config)
                _release(project, path.stem, language, files, built)
    if not only:
        _remove_orphans(project, built)
    return built


def _lecture(project: Project, path: Path, built: Built, again: bool) -> None:
    nb = read(path)
    stale = Run.of(nb).difference(Run.stated(nb))
    if built.check and stale:
        built.findings.append(Finding(project.name(path), *stale, MEND))
        return
    if not built.check and (stale or again):
        nb = execute(nb, path.parent, LANGUAGES[0], name=project.name(path))
        built.executed.append(project.name(path))
    _finish(project, path, nb, LANGUAGES[0], [], built)


def _edition(project: Project, path: Path, language: str, built: Built, again: bool) -> None:
    english = read(path)
    catalogue = Catalogue(project.catalogue(path.stem, language))
    texts = shown(english, catalogue, Catalogue(project.catalogue(LIBRARY, language)))
    target = project.edition(path, language)
    names = {"origin": project.name(path), "edition": project.name(target)}
    nb = translate_notebook(english, catalogue, language, **names)
    stored = _stored(target, built)
    if stored is None and built.check:
        built.findings.append(Finding(project.name(target), "", "it is missing", MEND))
        return
    _take_outputs(nb, stored)
    stale = Run.of(nb, texts).difference(Run.stated(stored) if stored else Run("", {}, ""))
    if built.check and stale:
        built.findings.append(Finding(project.name(target), *stale, MEND))
        return
    if not built.check and (stale or again):
        target.parent.mkdir(parents=True, exist_ok=True)
        nb = execute(nb, target.parent, language, name=project.name(target))
        built.executed.append(project.name(target))
    _finish(project, target, nb, language, texts, built)


def _stored(path: Path, built: Built) -> NotebookNode | None:
    """The file as it is; None where a build has to make it."""
    if not path.is_file():
        return None
    try:
        return read(path)
    except InputError:
        if built.check:
            raise
        return None


def _take_outputs(nb: NotebookNode, stored: NotebookNode | None) -> None:
    """Put the outputs of the edition's own last run in the place of the English ones."""
    known = {cell.id: cell for cell in code_cells(stored)} if stored else {}
    for cell in code_cells(nb):
        last = known.get(cell.id)
        cell.outputs = last.outputs if last else []
        cell.execution_count = last.execution_count if last else None


def _finish(
    project: Project, path: Path, nb: NotebookNode, language: str, texts: list[str], built: Built
) -> None:
    set_captions(nb)
    set_metadata(nb, language, **asdict(Run.of(nb, texts)))
    name = project.name(path)
    if not built.check:
        if write(nb, path):
            built.written.append(name)
        return
    difference = first_difference(nb, read(path))
    if difference is None and path.read_bytes() != dumps(nb).encode("utf-8"):
        difference = "", "it is not written as JupyterLab writes notebooks"
    if difference:
        built.findings.append(Finding(name, *difference, MEND))


def _release(project: Project, assignment: str, language: str, files: dict, built: Built) -> None:
    folder = project.released(language) / assignment
    for relative, content in files.items():
        path = folder / relative
        if path.is_file() and path.read_bytes() == content:
            continue
        if not built.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            built.written.append(project.name(path))
        else:
            built.findings.append(Finding(project.name(path), *_release_difference(path, content), MEND))
    _remove(
        project,
        [
            path
            for path in _visible(folder)
            if path.is_file()
            and path.relative_to(folder).as_posix() not in {str(relative) for relative in files}
        ],
        "its source has no such file",
        built,
    )


def _release_difference(path: Path, content: bytes) -> tuple[str, str]:
    if not path.is_file():
        return "", "it is missing"
    if path.suffix == ".ipynb":
        import nbformat

        expected = nbformat.reads(content.decode("utf-8"), as_version=nbformat.NO_CONVERT)
        if difference := first_difference(expected, read(path)):
            return difference
    return "", "it is not what its source gives"


def _remove_orphans(project: Project, built: Built) -> None:
    lectures = {path.name for path in project.lectures}
    assignments = {path.stem for path in project.assignments}
    for language in LANGUAGES[1:]:
        editions = sorted((project.root / "course" / language).glob("*.ipynb"))
        _remove(project, [path for path in editions if path.name not in lectures], "it has no source", built)
    for language in LANGUAGES:
        folders = [path for path in sorted(project.released(language).glob("*")) if path.is_dir()]
        orphans = [path for path in folders if path.name not in assignments and path.name[0] != "."]
        _remove(project, orphans, "it has no source", built)


def _visible(folder: Path) -> list[Path]:
    """What lies below a folder, without what begins with a dot (JupyterLab's checkpoints)."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def _remove(project: Project, paths: list[Path], why: str, built: Built) -> None:
    for path in paths:
        name = project.name(path)
        if built.check:
            built.findings.append(Finding(name, "", why, f"{MEND}, which removes it"))
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        built.removed.append(name)
