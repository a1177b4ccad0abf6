"""What the collector wrote down: who handed in what, and when. collected/<assignment>/ledger.csv

Students have no way to write here, unlike the timestamp.txt that may come with a submission.

>>> read(Path("."), "ps07_momentum")["alice"].submitted_at
datetime.datetime(2026, 3, 12, 15, 15)
"""

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from helpers.errors import InputError

FORMAT = "%Y-%m-%d %H:%M:%S UTC"
TIMES = ("submitted_at", "seen_at")


@dataclass(frozen=True)
class Entry:
    """One collected submission.

    submitted_at: UTC, naive as nbgrader stores times; None where the source does not say. seen_at: UTC, the
    date that the source bears; it tells which of two downloads is the later one, nothing more. sha256: of
    the notebook. lms_id: the student's number at Moodle or Canvas ("" elsewhere). source, file: where it
    came from.
    """

    student: str
    name: str
    submitted_at: datetime | None
    seen_at: datetime | None
    sha256: str
    lms_id: str
    source: str
    file: str


def folder(course: Path, assignment: str) -> Path:
    """Where the ledger and the files that were left out lie."""
    return Path(course) / "collected" / assignment


def read(course: Path, assignment: str) -> dict[str, Entry]:
    """The entries by student; empty where nothing was collected. Raises InputError for a damaged ledger."""
    file = folder(course, assignment) / "ledger.csv"
    if not file.is_file():
        return {}
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return {row["student"]: _entry(row) for row in csv.DictReader(stream)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{file} cannot be read ({error}): collect the submissions again") from None


def write(course: Path, assignment: str, entries: Iterable[Entry]) -> None:
    """Write the whole ledger, sorted by student; it is whole or not there."""
    text = io.StringIO()
    names = [field.name for field in fields(Entry)]
    table = csv.writer(text, lineterminator="\n")
    table.writerow(names)
    for entry in sorted(entries, key=lambda entry: entry.student):
        table.writerow([_text(getattr(entry, name)) for name in names])
    file = folder(course, assignment) / "ledger.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, text.getvalue().encode("utf-8"))


def write_whole(file: Path, data: bytes) -> None:
    """Write a file that is whole or not there: beside, then renamed."""
    partial = file.with_name(f"{file.name}.{os.getpid()}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


def _text(value: str | datetime | None) -> str:
    return value.strftime(FORMAT) if isinstance(value, datetime) else value or ""


def _entry(row: dict[str, str]) -> Entry:
    values = {field.name: row[field.name] for field in fields(Entry)}
    times = {name: datetime.strptime(row[name], FORMAT) if row[name] else None for name in TIMES}
    return Entry(**(values | times))
