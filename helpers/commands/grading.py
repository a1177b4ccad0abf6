"""fishcourse collect, grade, report: for those who grade."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from helpers.commands.shared import add_json, check_json, progress, show, write_json


def add(commands: Any) -> None:
    """collect, grade, report."""
    collect = commands.add_parser("collect", help="take in an LMS download")
    collect.add_argument("assignment", help="such as ps07_momentum")
    collect.add_argument("sources", nargs="+", type=Path, metavar="SOURCE", help="zip files or folders")
    collect.add_argument("--roster", type=Path, metavar="FILE", help="CSV of the class: names, ids, times")
    collect.add_argument("--from", dest="kind", default="auto",
                         choices=["auto", "moodle", "canvas", "folder"],
                         help="who made the download (default: %(default)s)")  # fmt: skip
    collect.add_argument("--file-times", action="store_true", help="a file's own time is its submission's")
    collect.add_argument("--timezone", default="UTC", help="of times without one (default: %(default)s)")
    add_json(collect)
    collect.set_defaults(call=_collect)
    _add_grade(commands.add_parser("grade", help="run and score the submissions of an assignment"))
    report = commands.add_parser("report", help="one page on how an assignment went")
    report.add_argument("assignment", help="such as ps07_momentum")
    report.add_argument("--db", default="sqlite:///gradebook.db", help="the gradebook (default: %(default)s)")
    report.add_argument("--out", type=Path, metavar="FILE", help="default: reports/ASSIGNMENT.html")
    report.add_argument("--anonymous", action="store_true", help="numbers in the place of names")
    report.set_defaults(call=_report)


def _add_grade(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", help="such as ps07_momentum, or ps07")
    parser.add_argument("--student", action="append", metavar="ID", help="only this one; repeatable")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time (default: %(default)s)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster that does the work")
    parser.add_argument("--sandbox", choices=["auto", "bwrap", "none"], default="auto",
                        help="none: students' code runs as you (default: %(default)s)")  # fmt: skip
    parser.add_argument("--timeout-s", type=float, default=60, help="a submission (default: %(default)s)")
    parser.add_argument("--force", action="store_true", help="grade again what is finished and unchanged")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the points as JSON as well")
    parser.set_defaults(call=_grade)


def _grade(arguments: argparse.Namespace) -> None:
    check_json(arguments.json)
    from helpers.grading.kernel import zygote

    if sys.platform == "linux" and not arguments.scheduler:
        zygote.begin()  # it takes longest to be ready: before all that is imported here
    from helpers.grading.engine import Step, grade

    def say(step: Step) -> None:
        found = step.record
        flags = f"  {', '.join(found.flags)}" if found.flags else ""
        left = f"  {step.left_s:.0f} s left" if step.left_s else ""
        line = f"{step.done}/{step.total}  {found.student}  {found.points:g} of {found.max:g}"
        print(f"{line}  {found.seconds:.1f} s{flags}{left}", flush=True)

    points = grade(
        Path.cwd(),
        arguments.assignment,
        students=arguments.student,
        jobs=arguments.jobs,
        scheduler=arguments.scheduler,
        sandbox=arguments.sandbox,
        timeout_s=arguments.timeout_s,
        force=arguments.force,
        progress=say,
    )
    print(points.to_string(index=False))
    if arguments.json:
        write_json(points.to_dict("records"), arguments.json)


def _collect(arguments: argparse.Namespace) -> None:
    check_json(arguments.json)
    from helpers.grading.collection.collect import collect

    collected = collect(
        arguments.sources,
        arguments.assignment,
        roster=arguments.roster,
        kind=arguments.kind,
        file_times=arguments.file_times,
        timezone=arguments.timezone,
        progress=progress,
    )
    show(collected, arguments.json)


def _report(arguments: argparse.Namespace) -> None:
    from helpers.grading.review.report import report

    page = report(
        arguments.assignment,
        db_url=arguments.db,
        out=arguments.out,
        anonymous=arguments.anonymous,
        progress=progress,
    )
    print(page)
