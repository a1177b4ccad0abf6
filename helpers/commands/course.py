"""fishcourse build, translate, check, answers, lab: for those who write the course."""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from helpers.commands.shared import add_json, check_json, progress, show
from helpers.errors import InputError


def add(commands: Any) -> None:
    """build, translate, check, answers, lab."""
    build = commands.add_parser("build", help="make every generated notebook from its source")
    build.add_argument(
        "names", nargs="*", metavar="NAME", help="notebooks, such as ps07_momentum (default: all)"
    )
    build.add_argument("--check", action="store_true", help="write nothing; fail where a file is stale")
    build.add_argument("--again", action="store_true", help="run lectures whose code has not changed, too")
    add_json(build)
    build.set_defaults(call=_build)
    translate = commands.add_parser("translate", help="update the catalogues and count what is open")
    add_json(translate)
    translate.set_defaults(call=_translate)
    check = commands.add_parser("check", help="everything to mend in notebooks, translations and answers")
    add_json(check)
    check.set_defaults(call=_check)
    answers = commands.add_parser("answers", help="grade the wrong and right answers of an assignment")
    answers.add_argument("assignment", help="such as ps07_momentum")
    answers.add_argument("--exercise", action="append", metavar="NAME", help="only this one; repeatable")
    answers.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time (default: %(default)s)")
    answers.add_argument("--json", type=Path, metavar="FILE", help="write messages and points of each")
    answers.set_defaults(call=_answers)
    lab = commands.add_parser("lab", help="JupyterLab on the course")
    lab.add_argument("--language", choices=["en", "vi"], default="en", help="default: %(default)s")
    lab.set_defaults(call=_lab)


def _build(arguments: argparse.Namespace) -> None:
    check_json(arguments.json)
    from helpers.authoring.build import build
    from helpers.authoring.notebook import Project

    built = build(
        Project.find().root,
        check=arguments.check,
        only=arguments.names,
        again=arguments.again,
        progress=progress,
    )
    show(built, arguments.json)
    _fail_on(built.findings)


def _translate(arguments: argparse.Namespace) -> None:
    check_json(arguments.json)
    from helpers.authoring.catalogue import update
    from helpers.authoring.notebook import Project

    show(update(Project.find().root), arguments.json)


def _check(arguments: argparse.Namespace) -> None:
    check_json(arguments.json)
    from helpers.authoring.check import check
    from helpers.authoring.notebook import Project

    findings = check(Project.find().root)
    show(findings, arguments.json)
    _fail_on(findings)


def _answers(arguments: argparse.Namespace) -> None:
    check_json(arguments.json)
    from helpers.authoring.notebook import Project
    from helpers.grading import answers, fairness

    root = Project.find().root
    source = root / "source" / arguments.assignment / f"{arguments.assignment}.ipynb"
    if not source.is_file():
        raise InputError(f"there is no assignment {arguments.assignment!r} in {root / 'source'}")
    folder = root / "tests" / "answers" / arguments.assignment
    matrix = answers.check(source, folder, jobs=arguments.jobs, exercises=arguments.exercise or ())
    print(matrix.table())
    if arguments.json:
        fairness.write([matrix], arguments.json)
    _fail_on(matrix.faults())


def _fail_on(findings: list) -> None:
    if findings:
        raise InputError(f"{len(findings)} to mend, see above")


def _lab(arguments: argparse.Namespace) -> None:
    folder = Path("course") if arguments.language == "en" else Path("course", arguments.language)
    if not folder.is_dir():
        raise InputError(f"there is no folder {folder} here: start this in the folder of the course")
    command = [sys.executable, "-m", "jupyter", "lab", f"--LabApp.default_url=/lab/tree/{folder.as_posix()}"]
    subprocess.run(command, check=False, env=os.environ | {"OMP_NUM_THREADS": "1"})
