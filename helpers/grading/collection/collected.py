"""What a collection found: one row a student, the files that were left out, who handed in nothing.

>>> print(collect([Path("moodle.zip")], "ps07_momentum").table())
"""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

# In the order of a report: what somebody must look at comes first.
STATES = {
    "nothing": "no notebook",
    "problem": "not collected",
    "older": "older than the one collected before",
    "replaced": "newer than the one collected before",
    "new": "collected",
    "unchanged": "collected before",
}


@dataclass(frozen=True)
class Row:
    """One student: state (a key of STATES), time of submission (UTC; None: unknown), remarks to read."""

    student: str
    name: str
    state: str
    submitted_at: datetime | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A file that is no submission. student: "" where nobody knows; kept: where its copy lies, or ""."""

    student: str
    path: str
    reason: str
    kept: str


@dataclass(frozen=True)
class Collected:
    """The outcome of a collection; absent: students of the roster of whom there is no submission at all."""

    assignment: str
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    absent: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        rows = [asdict(row) for row in self.rows]
        for row in rows:
            row["submitted_at"] = row["submitted_at"] and row["submitted_at"].isoformat(sep=" ")
        return {
            "assignment": self.assignment,
            "students": rows,
            "left_out": [asdict(one) for one in self.left_out],
            "absent": list(self.absent),
        }

    def table(self) -> str:
        """Readable plain text: students whom somebody should look at, files left out, then the counts."""
        order = list(STATES)
        seen = [row for row in self.rows if row.remarks or row.state in order[:3]]
        lines = [
            (_plain(row.student), _plain(row.name), STATES[row.state], "; ".join(map(_plain, row.remarks)))
            for row in sorted(seen, key=lambda row: (order.index(row.state), row.student))
        ]
        text = [*_columns(("student", "name", "state", "remarks"), lines), ""] if lines else []
        for one in self.left_out:
            kept = f" -> {_plain(one.kept)}" if one.kept else ""
            text.append(
                f"left out: {_plain(one.student) or '?'}: {_plain(one.path)} ({_plain(one.reason)}){kept}"
            )
        if self.absent:
            text.append(f"nothing handed in: {', '.join(map(_plain, self.absent))}")
        counts = Counter(row.state for row in self.rows)
        parts = [f"{counts[state]} {words}" for state, words in STATES.items() if counts[state]]
        text.append(f"{self.assignment}: {len(self.rows)} students: {', '.join(parts) or 'none'}")
        timeless = sum(row.submitted_at is None for row in self.rows if row.state in order[2:])
        if timeless:
            text.append(
                f"{timeless} submissions have no time, so nobody can tell whether they are late: give a "
                "roster with times (Moodle's grading worksheet, or a column submitted_at)"
            )
        return "\n".join(text)


def _columns(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return ["  ".join(map(str.ljust, line, widths)).rstrip() for line in (head, *rows)]


def _plain(text: str) -> str:
    """Names come from students: nothing in them may steer a terminal or break a line."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
