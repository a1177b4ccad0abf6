"""Downloads become submissions: submitted/<student>/<assignment>/<assignment>.ipynb, timestamp.txt beside it.

Of several notebooks of a student the newest that belongs to the assignment wins; every other file goes to
collected/<assignment>/left_out/ and is listed. Zip archives of Moodle and Canvas bear the time of the
download, not of the submission: times come from the roster (Moodle's grading worksheet has them) or, where
told, from the dates of the files. A file of the student's own never counts as a time.

>>> print(collect([Path("moodle.zip")], "ps07_momentum", roster=Path("worksheet.csv")).table())
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers import errors
from helpers.data.catalog import Progress
from helpers.errors import InputError
from helpers.grading.collection import archive, choice, ledger, origin
from helpers.grading.collection.choice import Candidate
from helpers.grading.collection.collected import Collected, LeftOut, Row
from helpers.grading.collection.ledger import Entry, write_whole
from helpers.grading.collection.roster import Member, Roster, read, utc, zone_of

STUDENT = re.compile(
    r"\w[\w.@+-]{0,99}"
)  # what can be a folder on every system, and no pattern of nbgrader's
KEPT_NAME = 120  # characters of the name of a file that was left out


def collect(
    sources: Sequence[Path],
    assignment: str,
    *,
    course: Path = Path("."),
    roster: Path | None = None,
    kind: str = "auto",
    file_times: bool = False,
    timezone: str = "UTC",
    progress: Progress | None = None,
) -> Collected:
    """Bring the submissions of `sources` (zip archives or folders) into the course folder.

    kind: moodle, canvas, folder or auto. file_times: take the dates of the files for the times of submission.
    timezone: of times that name none. What was collected before stays unless something newer comes.
    Raises InputError for a source, roster, kind or time zone that cannot be used; nothing is written then.
    """
    course = Path(course)
    if not re.fullmatch(r"\w[\w-]*", assignment):
        raise InputError(f"{assignment!r} is no name of an assignment: give one such as ps07_momentum")
    if kind != "auto":
        errors.choose("kind of source", kind, origin.KINDS)
    zone_of(timezone)
    known = read(roster, timezone=timezone) if roster else Roster()
    entries = ledger.read(course, assignment)
    ids = choice.cell_ids(course / "source" / assignment / f"{assignment}.ipynb")
    rows, left = [], []
    with TemporaryDirectory() as folder:
        students = defaultdict(list)
        for number, source in enumerate(sources):
            stage = Path(folder) / str(number)
            for one in _candidates(Path(source), assignment, known, kind, timezone, stage):
                students[one.member.student].append(one)
        whole = sorted(students.items())
        for student, files in progress(whole, "students", len(whole)) if progress else whole:
            if not STUDENT.fullmatch(student):
                left += [
                    _leave_out(course, assignment, one, one.fault or "nobody knows whose") for one in files
                ]
                continue
            entry, row, others = _settle(course, assignment, files, ids, entries.get(student), file_times)
            if roster and student not in {member.student for member in known}:
                row = replace(row, remarks=(*row.remarks, "not on the roster"))
            if entry:
                entries[student] = entry
            rows.append(row)
            left += [_leave_out(course, assignment, one, reason) for one, reason in others]
        ledger.write(course, assignment, entries.values())
    absent = tuple(member.student for member in known if member.student not in entries)
    return Collected(assignment, tuple(rows), tuple(left), absent)


def _candidates(
    source: Path, assignment: str, known: Roster, kind: str, timezone: str, stage: Path
) -> Iterator[Candidate]:
    """The files of one source, copied to `stage` one by one, each with its student."""
    stage.mkdir()
    found = []
    for number, member in enumerate(archive.members(source)):
        staged = None
        if not member.fault:
            staged = stage / str(number)
            staged.write_bytes(member.data)
        found.append((member.path, member.time, staged, member.fault))
    paths = [path for path, _time, _staged, fault in found if not fault]
    if kind == "auto":
        kind = origin.kind_of(paths)
    top = origin.shared_top(paths, assignment) if kind == "folder" else ""
    zone = zone_of(timezone)
    times = [utc(time, zone) for _path, time, _staged, _fault in found if time]
    for path, time, staged, fault in found:
        whose = origin.of(kind, path.removeprefix(top), assignment) or origin.Origin("", "", path)
        seen_at = utc(time, zone) if time else None
        if kind != "folder":
            seen_at = max(times, default=None)
        yield Candidate(_member(whose, known, kind), whose, source.name, path, seen_at, staged, fault)


def _member(whose: origin.Origin, known: Roster, kind: str) -> Member:
    """The student on the roster; else one who is called as the source calls him, with "" for nobody."""
    if kind == "folder":
        names = {"student": whose.name, "email": whose.name, "moodle": whose.name, "name": whose.name}
    else:
        names = {kind: whose.lms_id, "name": whose.name}
    return known.find(**names) or Member(whose.lms_id or whose.name, name=whose.name if whose.lms_id else "")


def _settle(
    course: Path,
    assignment: str,
    files: Sequence[Candidate],
    ids: Sequence[str],
    before: Entry | None,
    file_times: bool,
) -> tuple[Entry | None, Row, list[tuple[Candidate, str]]]:
    """Put one student's submission in its place, unless what is there is as new."""
    student, name = files[0].member.student, files[0].member.name
    chosen = choice.choose(files, assignment, ids)
    taken, others = chosen.taken, list(chosen.others)
    if taken is None:
        remarks = tuple(f"{one.path}: {reason}" for one, reason in others[:3])
        return None, Row(student, name, "nothing", before and before.submitted_at, remarks), others
    data = taken.staged.read_bytes()
    entry = Entry(
        student=student,
        name=name,
        submitted_at=taken.seen_at if file_times else taken.member.submitted_at,
        seen_at=taken.seen_at,
        sha256=hashlib.sha256(data).hexdigest(),
        lms_id=taken.origin.lms_id,
        source=taken.source,
        file=taken.path,
    )
    folder = course / "submitted" / student / assignment
    file = folder / f"{assignment}.ipynb"
    there = file.read_bytes() if file.is_file() else None
    state = "unchanged" if there == data else "replaced" if there is not None else "new"
    if state == "replaced" and before and _is_newer(before, entry):
        others.append((taken, "older than the one collected before"))
        return None, Row(student, name, "older", before.submitted_at, chosen.remarks), others
    if state == "unchanged" and before and entry.submitted_at is None:
        entry = replace(entry, submitted_at=before.submitted_at)
    if state == "replaced":
        _keep(course, assignment, student, f"replaced_{file.name}", there)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(file, data)
    stamp = folder / "timestamp.txt"
    if entry.submitted_at:
        write_whole(stamp, f"{entry.submitted_at:{ledger.FORMAT}}\n".encode())
    else:
        stamp.unlink(missing_ok=True)
    return entry, Row(student, name, state, entry.submitted_at, chosen.remarks), others


def _is_newer(one: Entry, other: Entry) -> bool:
    """Is `one` certainly newer? By the time of submission, else by the date of the download."""
    for name in ledger.TIMES:
        first, second = getattr(one, name), getattr(other, name)
        if first and second and first != second:
            return first > second
    return False


def _leave_out(course: Path, assignment: str, one: Candidate, reason: str) -> LeftOut:
    student = one.member.student if STUDENT.fullmatch(one.member.student) else ""
    kept = ""
    if one.staged:
        kept = _keep(course, assignment, student, one.path, one.staged.read_bytes())
    return LeftOut(student, one.path, reason, kept)


def _keep(course: Path, assignment: str, student: str, path: str, data: bytes) -> str:
    """Keep a file that is no submission; named by its content, so nothing is kept twice or overwritten."""
    flat = re.sub(r"[^\w.-]+", "_", path)[-KEPT_NAME:].lstrip(".")
    folder = ledger.folder(course, assignment) / "left_out" / (student or "_unknown")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{hashlib.sha256(data).hexdigest()[:8]}_{flat}"
    write_whole(file, data)
    return file.relative_to(course).as_posix()
