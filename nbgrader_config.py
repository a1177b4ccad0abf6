"""nbgrader's configuration for this course, read by its commands, formgrader and the JupyterLab tools.

FISHCOURSE_LANGUAGE=vi nbgrader generate_assignment ps07_momentum
"""

import os
import sysconfig
from pathlib import Path

from nbgrader import preprocessors

from helpers.authoring.translation import TranslateNotebook
from helpers.grading.preprocessors import configure

c = get_config()  # noqa: F821 - nbgrader gives it
root = Path(__file__).resolve().parent
language = os.environ.get("FISHCOURSE_LANGUAGE", "en")

# nbgrader starts `alembic` by its bare name: found also where the virtual environment is not activated.
scripts = sysconfig.get_path("scripts")
if scripts not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join(filter(None, [scripts, os.environ.get("PATH")]))

c.CourseDirectory.course_id = "fishcourse"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "source"
# One folder a language. Files have the same names in both, so one gradebook serves both.
c.CourseDirectory.release_directory = f"release/{language}"

# What students find in the place of a solution: the same in both languages, or an untouched answer of a
# Vietnamese student would not be known as untouched.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE / CÂU TRẢ LỜI CỦA BẠN"

c.TranslateNotebook.language = language
c.TranslateNotebook.catalogues = str(root / "course" / "locale" / language)

c.GenerateAssignment.preprocessors = [
    preprocessors.IncludeHeaderFooter,
    preprocessors.InstantiateTests,
    preprocessors.LockCells,
    preprocessors.ClearSolutions,
    preprocessors.ClearOutput,
    preprocessors.CheckCellMetadata,
    preprocessors.ComputeChecksums,
    preprocessors.SaveCells,  # the gradebook: English, with hidden tests
    preprocessors.ClearHiddenTests,
    preprocessors.ClearMarkScheme,
    TranslateNotebook,
    preprocessors.ComputeChecksums,
    preprocessors.CheckCellMetadata,
]

# `nbgrader autograde` runs submissions as `fishcourse grade` does: warm kernels, sandbox, restored tests.
configure(c)
c.AssignLatePenalties.plugin_class = "helpers.grading.collection.late.LatePolicy"
# Nothing is taken off for lateness until you say how much; grace and cap: see LatePolicy.
c.LatePolicy.percent_per_day = 0
