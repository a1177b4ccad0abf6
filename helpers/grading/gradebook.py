"""The course folder and its gradebook, by nbgrader's own code: what is configured, who handed in, what is
saved.

>>> course = open_course(Path(".")); course.save("alice", "ps07_momentum", notebook)
"""

import glob
import logging
import os
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import rmtree
from traitlets import Instance, List
from traitlets.config import Config

from helpers.errors import InputError
from helpers.grading.preprocessors import SAVING, source_of


@dataclass(frozen=True)
class Course:
    """A course folder with its effective configuration."""

    root: Path
    config: Config
    directory: CourseDirectory

    def folder(self, kind: str, student: str, assignment: str) -> Path:
        """The folder of a submission; kind: "submitted" or "autograded"."""
        name = getattr(self.directory, f"{kind}_directory")
        return Path(self.directory.format_path(name, student, assignment))

    def source(self, assignment: str) -> NotebookNode:
        """The instructor's notebook as the gradebook holds it; raises InputError where it does not."""
        folder = self.folder("source", ".", assignment)
        try:
            with Gradebook(self.directory.db_url, self.directory.course_id) as gradebook:
                names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
            if names != [assignment]:
                raise InputError(f"{assignment} should have one notebook of its name, not {names}")
            return source_of(self.directory.db_url, assignment, assignment, folder / f"{assignment}.ipynb")
        except MissingEntry:
            raise InputError(
                f"the gradebook does not know {assignment}: release it first (fishcourse build, or "
                f"nbgrader generate_assignment {assignment})"
            ) from None

    def students(self, assignment: str) -> list[str]:
        """Who has handed in, in alphabetical order."""
        pattern = self.directory.format_path(self.directory.submitted_directory, "*", glob.escape(assignment))
        at = Path(pattern).parts.index("*")
        return sorted(Path(found).parts[at] for found in glob.glob(pattern) if Path(found).is_dir())

    def saved(self, assignment: str) -> set[str]:
        """The students whose submission the gradebook holds."""
        with Gradebook(self.directory.db_url, self.directory.course_id) as gradebook:
            return {submission.student_id for submission in gradebook.assignment_submissions(assignment)}

    def save(self, student: str, assignment: str, notebook: NotebookNode, refused: list[str]) -> None:
        """Write autograded/ and the scores of one executed submission. refused: files that are not to be
        copied."""
        directory = CourseDirectory(config=self.config, root=str(self.root))
        directory.student_id, directory.assignment_id = glob.escape(student), assignment
        directory.ignore = [*directory.ignore, *(glob.escape(os.path.basename(name)) for name in refused)]
        try:
            _Save(coursedir=directory, config=self.config, executed=notebook, student=student).start()
        except NbGraderException as error:
            raise RuntimeError(f"the scores of {student} could not be saved: {error}") from error


class _Save(Autograde):
    """nbgrader's autograde for a notebook that has been executed already."""

    executed = Instance(NotebookNode)
    preprocessors = List(SAVING)

    def __init__(self, *, student: str, **options):
        super().__init__(**options)
        self.student = student

    def init_notebooks(self) -> None:
        """One notebook, whether it was handed in or not."""
        assignment = self.coursedir.assignment_id
        folder = self._format_source(assignment, self.student)
        self.assignments = {folder: [os.path.join(folder, f"{assignment}.ipynb")]}

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """What is there is replaced: the engine has decided that it is to be graded."""
        folder = self._format_dest(assignment_id, student_id)
        if os.path.exists(folder):
            rmtree(folder)
        return True

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Save the scores, write the notebook."""
        resources = self.init_single_notebook_resources(notebook_filename)
        output, resources = self.exporter.from_notebook_node(self.executed, resources=resources)
        self.write_single_notebook(output, resources)


def open_course(root: Path) -> Course:
    """Read the configuration as nbgrader does; unlike nbgrader, raise InputError where that fails."""
    root = Path(root).resolve()
    if not root.is_dir():
        raise InputError(f"{root} is no folder")
    app = NbGrader()
    app.raise_config_file_errors = True
    logging.getLogger("alembic").setLevel(logging.WARNING)
    before = Path.cwd()
    try:
        os.chdir(root)
        # nbgrader ends the process where it cannot parse its configuration.
        app.initialize([], root=str(root))
    except (Exception, SystemExit) as error:
        raise InputError(
            f"nbgrader_config.py in {root} cannot be used ({error}): nothing was graded"
        ) from error
    finally:
        os.chdir(before)
    config = app.config
    configured = Path(app.coursedir.root).resolve()
    if configured != root:
        raise InputError(f"nbgrader is configured for the course in {configured}, not for {root}")
    return Course(root, config, app.coursedir)
