"""Grades for Moodle and Canvas, as CSV files that they import (nbgrader export plug-ins).

    nbgrader export --exporter=helpers.grading.collection.lms.CanvasExport --to canvas.csv
    nbgrader export --exporter=helpers.grading.collection.lms.MoodleExport --to moodle.csv \\
        --assignment='["ps07_momentum"]'

Text that a spreadsheet would run as a formula is defused by an apostrophe
(https://owasp.org/www-community/attacks/CSV_Injection); numbers stay numbers.
In nbgrader_config.py: c.MoodleExport.roster = "worksheet.csv" (Moodle's own grading worksheet is filled in,
its other columns stay as they are), c.CanvasExport.roster = "canvas.csv" (Canvas's own export: ids,
sections), c.CanvasExport.columns = {"ps07_momentum": "PS 7 (4321)"} (the header that Canvas gave the
assignment).

>>> defuse("=HYPERLINK(1)"), defuse(-0.5)
("'=HYPERLINK(1)", '-0.5')
"""

import csv
import io
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Dict, Unicode

from helpers.grading.collection.ledger import write_whole
from helpers.grading.collection.roster import Member, Roster, read
from helpers.grading.review import results
from helpers.grading.review.results import Results

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def defuse(value: str | float | None) -> str:
    """A value as a cell of a CSV file: no formula, at most two decimals, "" for None and NaN."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str):
        harmless = value == "-" or _is_number(value)  # Moodle writes a dash for "never"
        return f"'{value}" if value.startswith(DANGEROUS) and not harmless else value
    return f"{value:.2f}".rstrip("0").rstrip(".")


class LmsExport(ExportPlugin):
    """What both exports share: whose grades, of which assignments, and how a file is written."""

    roster = Unicode("", help="CSV file that says who is who at the LMS; see the module roster").tag(
        config=True
    )
    missing_as_zero = Bool(False, help="write 0, not nothing, where nothing was handed in").tag(config=True)
    default_to = ""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file `to`; warns about grades that are not final. Called by `nbgrader export`."""
        names = [str(name) for name in self.assignment] or sorted(one.name for one in gradebook.assignments)
        graded = [results.of(gradebook, name, notebooks=False) for name in names]
        for one in graded:
            open_ = int(one.submissions["needs_manual"].sum())
            if open_:
                self.log.warning("%s: %d submissions still wait for grading by hand", one.assignment, open_)
        known = read(Path(self.roster)) if self.roster else Roster()
        text = io.StringIO()
        csv.writer(text).writerows([defuse(cell) for cell in row] for row in self.rows(known, graded))
        target = Path(self.to or self.default_to)
        # The mark tells Excel that this is UTF-8; Moodle and Canvas cope with it.
        write_whole(target, text.getvalue().encode("utf-8-sig"))
        self.log.info("Grades exported to %s", target)

    def rows(self, known: Roster, graded: list[Results]) -> Iterable[list[str | float | None]]:
        """The rows of the file, header first."""
        raise NotImplementedError

    def students(self, known: Roster, graded: list[Results]) -> Iterator[Member]:
        """Those of the roster in its order, then those whom only the gradebook knows."""
        chosen = {str(student) for student in self.student}
        listed = set()
        for member in known:
            listed.add(member.student)
            if not chosen or member.student in chosen:
                yield member
        table = pd.concat([one.submissions for one in graded]).drop_duplicates("student")
        for row in table.sort_values("student").itertuples():
            if row.student in listed or (chosen and row.student not in chosen):
                continue
            if known.members:
                self.log.warning("%s is not on the roster %s", row.student, self.roster)
            yield Member(row.student, name=row.name, email=row.email)

    def score(self, one: Results, student: str) -> float | None:
        """Points less penalty; None where there is nothing to write."""
        found = one.submissions[one.submissions["student"] == student]
        score = float("nan") if found.empty else float(found["score"].iloc[0])
        return (0.0 if self.missing_as_zero else None) if math.isnan(score) else score


class MoodleExport(LmsExport):
    """One column a grade and one a feedback; or Moodle's grading worksheet, filled in."""

    default_to = "moodle.csv"

    def rows(self, known: Roster, graded: list[Results]) -> Iterator[list[str | float | None]]:
        """Fills the worksheet in where the roster is one and a single assignment is exported."""
        if known.kind == "moodle" and len(graded) == 1:
            yield from self._worksheet(known, graded[0])
            return
        head = ["Identifier", "Username", "Full name", "Email address"]
        yield head + [text for one in graded for text in (one.assignment, f"{one.assignment} (feedback)")]
        for member in self.students(known, graded):
            number = f"Participant {member.moodle}" if member.moodle else ""
            row: list[str | float | None] = [number, member.student, member.name, member.email]
            for one in graded:
                row += [self.score(one, member.student), feedback(one, member.student)]
            yield row

    def _worksheet(self, known: Roster, one: Results) -> Iterator[list[str | float | None]]:
        columns = list(known.columns)
        columns += [name for name in ("Grade", "Feedback comments") if name not in columns]
        yield list(columns)
        for member in self.students(known, [one]):
            if not member.row:  # a stranger to this worksheet; the log has said so
                continue
            row = dict(member.row)
            score = self.score(one, member.student)
            if score is not None:
                row |= {"Grade": score, "Feedback comments": feedback(one, member.student)}
            yield [row.get(name) for name in columns]


class CanvasExport(LmsExport):
    """Canvas's gradebook: five columns that say who, then one an assignment; row two has the points possible.

    Columns as of lib/gradebook_importer.rb of canvas-lms.
    """

    default_to = "canvas.csv"
    columns = Dict(
        key_trait=Unicode(), value_trait=Unicode(), help="header at Canvas by name of assignment"
    ).tag(config=True)

    def rows(self, known: Roster, graded: list[Results]) -> Iterator[list[str | float | None]]:
        """Students unknown to the roster have no ID: Canvas then matches them by login or name."""
        titles = [self.columns.get(one.assignment, one.assignment) for one in graded]
        yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles]
        yield ["    Points Possible", "", "", "", "", *(one.max_points for one in graded)]
        for member in self.students(known, graded):
            name, login = member.name or member.student, member.sis_login or member.student
            who = [name, member.canvas, member.sis_user, login, member.section]
            yield [*who, *(self.score(one, member.student) for one in graded)]


def feedback(one: Results, student: str) -> str:
    """Points of each exercise, the penalty, what still waits; nothing that a student could have written."""
    cells = one.cells[one.cells["student"] == student]
    if cells.empty:
        return ""
    parts = []
    for name, group in cells.groupby("exercise", sort=False):
        waits = " (not graded yet)" if group["needs_manual"].any() else ""
        parts.append(f"{name}: {defuse(group['points'].sum())} of {defuse(group['max_points'].sum())}{waits}")
    penalty = float(one.submissions.loc[one.submissions["student"] == student, "penalty"].iloc[0])
    if penalty > 0:
        parts.append(f"late: {defuse(-penalty)}")
    return "; ".join(parts)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
