"""Whose file is it? The names that Moodle, Canvas and instructors give to the files of a class.

Moodle   Nguyễn Văn A_12345_assignsubmission_file_/ps07_momentum.ipynb   (mod/assign/classes/downloader.php)
Canvas   nguyenvana_LATE_123_456_ps07_momentum-1.ipynb                   (lib/content_zipper.rb)
folder   alice/ps07_momentum.ipynb, alice.ipynb, alice_ps07_momentum.ipynb

nbgrader's own zip collector was not built upon: it unpacks everything without a limit, needs a regular
expression for each LMS, and one file that comes twice without a time ends the whole batch.

>>> of("canvas", "nguyenvana_LATE_123_456_ps07_momentum-1.ipynb", "ps07_momentum").lms_id
'123'
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.errors import choose

# Moodle writes a space for each _ of a name: the first _ ends it, and no file name can feign another number.
MOODLE = re.compile(
    r"(?P<name>[^/_]*)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_+|(?=/))(?P<file>.*)", re.DOTALL
)
CANVAS = re.compile(
    r"(?:(?P<name>\w+?)_)?(?P<late>LATE_)?(?P<id>\d+|anon_[0-9A-Za-z]+)_"
    r"(?:(?P<version>\d+)_(?P<file>.+)|(?P<text>text|link)\.html)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Origin:
    """name: of the student, as far as the LMS writes it. lms_id: number at the LMS, "" in a folder.

    file: as the student named it. version: grows with every upload. late: Canvas says so.
    """

    name: str
    lms_id: str
    file: str
    version: int = 0
    late: bool = False


def kind_of(paths: Sequence[str]) -> str:
    """Which of KINDS the paths of a source look like, by the majority."""
    for kind in ("moodle", "canvas"):
        if 2 * sum(of(kind, path, "") is not None for path in paths) > len(paths):
            return kind
    return "folder"


def of(kind: str, path: str, assignment: str) -> Origin | None:
    """Whose file `path` is, or None where it does not say. Raises InputError for an unknown kind."""
    return choose("source", kind, KINDS)(unicodedata.normalize("NFC", path), assignment)


def shared_top(paths: Sequence[str], assignment: str) -> str:
    """The one folder around all students ("class/" of class/alice.ipynb, class/bob.ipynb), or ""."""
    tops = {path.partition("/")[0] for path in paths}
    inner = [path.partition("/")[2] for path in paths]
    named = any(not rest or rest.casefold().startswith(assignment.casefold()) for rest in inner)
    return "" if len(tops) != 1 or named else f"{tops.pop()}/"


def _moodle(path: str, assignment: str) -> Origin | None:
    parts = path.split("/")
    for i in range(len(parts)):
        found = MOODLE.fullmatch("/".join(parts[i:]))
        if found:
            return Origin(found["name"], found["id"], found["file"].strip("/"))
    return None


def _canvas(path: str, assignment: str) -> Origin | None:
    outer, _, inner = path.partition(".zip/")
    last = outer.rpartition("/")[2] + (f".zip/{inner}" if inner else "")
    found = CANVAS.fullmatch(last)
    if not found:
        return None
    file = found["file"] or f"{found['text']}.html"
    return Origin(found["name"] or "", found["id"], file, int(found["version"] or 0), bool(found["late"]))


def _folder(path: str, assignment: str) -> Origin | None:
    top, _, inner = path.partition("/")
    if inner and not top.lower().endswith(".zip"):
        return Origin(top, "", inner)
    stem = top.rpartition(".")[0] or top
    student = (
        re.sub(rf"[ _-]*{re.escape(assignment)}.*$", "", stem, flags=re.IGNORECASE) if assignment else stem
    )
    return Origin(student, "", inner or top) if student else None


KINDS = {"moodle": _moodle, "canvas": _canvas, "folder": _folder}
