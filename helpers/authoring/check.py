"""Is the course as it should be? Every rule for every notebook, catalogue and answer; nothing is run.

>>> print(check(Path(".")).table())
nothing to mend
"""

from pathlib import Path

from helpers.authoring.config import load_config
from helpers.authoring.finding import Finding, Findings
from helpers.authoring.notebook import LANGUAGES, Project, language_of, read
from helpers.authoring.rules.answers import answers
from helpers.authoring.rules.assignments import assignments
from helpers.authoring.rules.cells import cells
from helpers.authoring.rules.glossary import glossary
from helpers.authoring.rules.lectures import lectures
from helpers.authoring.rules.prose import prose
from helpers.authoring.rules.translations import translations
from helpers.errors import InputError

RULES = (cells, prose, lectures, assignments, answers, translations, glossary)


def check(root: Path) -> Findings:
    """Everything to mend, by rule and file; empty where all is well.

    A notebook that cannot be read is a finding, and no other rule looks at it. Raises InputError for a broken
    nbgrader_config.py, catalogue or module of the library.
    """
    project = Project(Path(root).absolute())
    load_config(project.root)
    findings, notebooks = Findings(), {}
    for path in project.sources:
        try:
            notebooks[path] = read(path)
        except InputError as error:
            what, _, mend = str(error).removeprefix(f"{path} ").rpartition("; ")
            findings.append(Finding(project.name(path), "", what, mend))
            continue
        if language_of(notebooks[path]) != LANGUAGES[0]:
            mend = f'set its metadata {{"fishcourse": {{"language": "{LANGUAGES[0]}"}}}}'
            findings.append(Finding(project.name(path), "", "it is not in English by its metadata", mend))
    for rule in RULES:
        findings += rule(project, notebooks)
    return findings
