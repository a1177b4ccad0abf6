"""fishcourse collect, report: for those who grade."""

import argparse
from pathlib import Path
from typing import Any

from helpers.commands.shared import add_json, check_json, progress, show


def add(commands: Any) -> None:
    """collect, report."""
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
    report = commands.add_parser("report", help="one page on how an assignment went")
    report.add_argument("assignment", help="such as ps07_momentum")
    report.add_argument("--db", default="sqlite:///gradebook.db", help="the gradebook (default: %(default)s)")
    report.add_argument("--out", type=Path, metavar="FILE", help="default: reports/ASSIGNMENT.html")
    report.add_argument("--anonymous", action="store_true", help="numbers in the place of names")
    report.set_defaults(call=_report)


def _collect(arguments: argparse.Namespace) -> None:
    check_json(arguments.json)
    from helpers.grading.collect import collect

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
    from helpers.grading.report import report

    page = report(
        arguments.assignment,
        db_url=arguments.db,
        out=arguments.out,
        anonymous=arguments.anonymous,
        progress=progress,
    )
    print(page)
