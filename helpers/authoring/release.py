"""What students get of an assignment, made by nbgrader's own generate_assignment.

The release is made in a temporary folder with a gradebook of its own: nothing of the course changes, and the
result depends on the source, the catalogue and nbgrader_config.py alone.

>>> sorted(release(Path("."), "ps07_momentum", "vi"))
[PurePosixPath('ps07_momentum.ipynb')]
"""

import functools
import logging
from copy import deepcopy
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from traitlets.config import Config

from helpers.authoring.config import load_config
from helpers.errors import InputError, require


def release(
    root: Path, assignment: str, language: str, config: Config | None = None
) -> dict[PurePosixPath, bytes]:
    """The files of one release: path inside its folder -> content. Writes nothing into the course.

    config: what `load_config(root)` gave, to load it once for many releases.
    Raises InputError with nbgrader's own words where nbgrader does not release it.
    """
    require("nbgrader", extra="author")
    root = Path(root).absolute()
    settings = deepcopy(config if config is not None else load_config(root))
    # A database that is still open cannot be deleted on Windows; the system clears its temporary folder.
    with TemporaryDirectory(prefix="fishcourse-", ignore_cleanup_errors=True) as folder:
        gradebook = Path(folder) / "gradebook.db"
        gradebook.write_bytes(_empty_gradebook())
        out = Path(folder) / "release"
        changes = {
            "CourseDirectory": {
                "root": str(root),
                "release_directory": str(out),
                "db_url": f"sqlite:///{gradebook.as_posix()}",
                "assignment_id": assignment,
                "notebook_id": "*",
            },
            "TranslateNotebook": {
                "language": language,
                "catalogues": str(root / "course" / "locale" / language),
            },
        }
        settings.merge(Config(changes))
        _generate(assignment, settings)
        made = out / assignment
        return {
            PurePosixPath(path.relative_to(made).as_posix()): path.read_bytes()
            for path in sorted(made.rglob("*"))
            if path.is_file()
        }


def _generate(assignment: str, settings: Config) -> None:
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    log, said = _log()
    course = CourseDirectory(config=settings, log=log)
    try:
        GenerateAssignment(coursedir=course, config=settings, log=log).start()
    except NbGraderException as error:
        raise InputError(f"{assignment} cannot be released: {_reason(said) or error}") from None


@functools.cache
def _empty_gradebook() -> bytes:
    """A gradebook without assignments: nbgrader takes seconds to make one."""
    from nbgrader.api import Gradebook

    with TemporaryDirectory(prefix="fishcourse-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "gradebook.db"
        with Gradebook(f"sqlite:///{file.as_posix()}"):
            pass
        return file.read_bytes()


class _Said(logging.Handler):
    """Keeps what nbgrader logs as errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _log() -> tuple[logging.Logger, _Said]:
    said = _Said()
    log = logging.Logger("fishcourse.release")
    log.addHandler(said)
    return log, said


def _reason(said: _Said) -> str:
    """The last line of the first traceback: what went wrong; the rest says only that something did."""
    for text in said.lines:
        if "Traceback" in text:
            return text.strip().splitlines()[-1]
    return said.lines[0] if said.lines else ""
