"""Who is in the class, and under which numbers Moodle and Canvas know them: a CSV file, read by its headers.

Three kinds are understood: Moodle's grading worksheet (Identifier, Full name, Email address, Last modified
(submission), ...), Canvas's gradebook export (Student, ID, SIS User ID, SIS Login ID, Section, ...), and
one's own with a column `student` and any of `name`, `email`, `moodle`, `canvas`, `sis_user`, `sis_login`,
`section`, `submitted_at`.

>>> read(Path("worksheet.csv"), timezone="Asia/Ho_Chi_Minh").find(moodle="12345").name
'Nguyễn Văn A'
"""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser as dates

from helpers.errors import InputError

ENCODINGS = ("utf-8-sig", "utf-16")  # what Moodle, Canvas and spreadsheets save


@dataclass(frozen=True)
class Member:
    """One student. `student` is the id in folders and gradebook; "" and None where something is not known."""

    student: str
    name: str = ""
    email: str = ""
    moodle: str = ""
    canvas: str = ""
    sis_user: str = ""
    sis_login: str = ""
    section: str = ""
    submitted_at: datetime | None = None  # UTC, naive as nbgrader stores times
    row: dict[str, str] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Roster:
    """The students of a class; `columns` are the headers of the file, `kind` is moodle, canvas or own."""

    members: tuple[Member, ...] = ()
    columns: tuple[str, ...] = ()
    kind: str = "own"

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)

    def find(self, **known: str) -> Member | None:
        """The one student who has one of the given values, tried in order: find(canvas="123", name="Ada L").

        Names are compared without case, spaces and punctuation, as Canvas writes them in file names. A value
        that two students share finds nobody.
        """
        for attribute, value in known.items():
            key = _key(attribute, value)
            same = [one for one in self.members if key and _key(attribute, getattr(one, attribute)) == key]
            if len(same) == 1:
                return same[0]
        return None


def read(file: Path, *, timezone: str = "UTC") -> Roster:
    """Read a roster. timezone: of the times in the file that name none.

    Raises InputError for a file that is none of the three kinds, has a student twice, or a time that is none.
    """
    columns, rows = _rows(Path(file))
    zone = zone_of(timezone)
    if {"Identifier", "Full name"} <= set(columns):
        kind, build = "moodle", _moodle
    elif {"Student", "ID", "Section"} <= set(columns):
        kind, build = "canvas", _canvas
        rows = [row for row in rows if row["ID"] and "Points Possible" not in row["Student"]]
    elif "student" in columns:
        kind, build = "own", _own
    else:
        raise InputError(
            f"{file} is no roster: it needs a column student, or the columns of Moodle's grading worksheet "
            "(Identifier, Full name) or of Canvas's gradebook export (Student, ID, Section)"
        )
    try:
        members = tuple(build(row, zone) for row in rows)
    except (ValueError, OverflowError) as error:
        raise InputError(f"{file} has a time that cannot be read ({error}): write 2026-03-12 22:15") from None
    twice = [name for name, count in Counter(one.student for one in members).items() if count > 1 or not name]
    if twice:
        raise InputError(f"{file} names {twice[0] or 'no student'!r} twice or not at all: one row a student")
    return Roster(members, tuple(columns), kind)


def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name; raises InputError for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(f"unknown time zone {name!r}: give one such as Asia/Ho_Chi_Minh or UTC") from None


def utc(time: datetime, zone: ZoneInfo) -> datetime:
    """A time of `zone` (unless it names its own) in UTC, naive as nbgrader stores times."""
    return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC).replace(tzinfo=None)


def _moodle(row: dict[str, str], zone: ZoneInfo) -> Member:
    # "Participant 12345"; the same number stands in the names of the folders of the download.
    number = row["Identifier"].rpartition(" ")[2]
    return Member(
        student=row.get("Username") or row.get("ID number") or number,
        name=row["Full name"],
        email=row.get("Email address", ""),
        moodle=number,
        submitted_at=_time(row.get("Last modified (submission)", ""), zone),
        row=row,
    )


def _canvas(row: dict[str, str], zone: ZoneInfo) -> Member:
    login, user = row.get("SIS Login ID", ""), row.get("SIS User ID", "")
    return Member(
        student=login or user or row["ID"],
        name=row["Student"],
        canvas=row["ID"],
        sis_user=user,
        sis_login=login,
        section=row["Section"],
        row=row,
    )


def _own(row: dict[str, str], zone: ZoneInfo) -> Member:
    known = ("student", "name", "email", "moodle", "canvas", "sis_user", "sis_login", "section")
    values = {name: row.get(name, "") for name in known}
    return Member(**values, submitted_at=_time(row.get("submitted_at", ""), zone), row=row)


def _time(text: str, zone: ZoneInfo) -> datetime | None:
    """Moodle writes "Thursday, 12 March 2026, 10:15 PM", and "-" where nothing came in."""
    return utc(dates.parse(text), zone) if text.strip("- ") else None


def _key(attribute: str, value: str) -> str:
    if attribute != "name":
        return value
    folded = unicodedata.normalize("NFC", value).casefold()
    # "Nguyễn, An" and "An Nguyễn" are one name in two orders; Canvas joins the words of its own order.
    return "".join(letter for letter in folded if letter.isalnum())


def _rows(file: Path) -> tuple[list[str], list[dict[str, str]]]:
    for encoding in ENCODINGS:
        try:
            with file.open(encoding=encoding, newline="") as stream:
                table = csv.DictReader(stream, restkey="", restval="")
                columns = [name.strip() for name in table.fieldnames or ()]
                table.fieldnames = columns
                rows = [{key: value.strip() for key, value in row.items() if key} for row in table]
                return columns, rows
        except UnicodeError:
            continue
        except (OSError, csv.Error) as error:
            raise InputError(f"{file} cannot be read as a roster: {error}") from None
    raise InputError(f"{file} cannot be read as a roster: save it as CSV UTF-8")
