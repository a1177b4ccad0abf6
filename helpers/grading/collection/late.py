"""What lateness costs: a grace period, a percentage of the reached points for each day begun, a cap.

The time of a submission is the one that the collector wrote down (`ledger`), never a file
that a student could have sent along. Where there is none, that is said, and nobody is taken to have been on
time. Plug-in: https://nbgrader.readthedocs.io/en/stable/plugins/late-plugin.html. In nbgrader_config.py:

    c.AssignLatePenalties.plugin_class = "helpers.grading.collection.late.LatePolicy"
    c.LatePolicy.percent_per_day = 10

>>> LatePolicy(percent_per_day=10).late_submission_penalty("alice", score=18, total_seconds_late=3600)
1.8
"""

import math
from datetime import datetime
from pathlib import Path

from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.utils import parse_utc
from traitlets import Bool, Float, TraitError, validate

from helpers.grading.collection import ledger

DAY_S = 24 * 60 * 60


class LatePolicy(LateSubmissionPlugin):
    """Points taken off for lateness; all numbers are configurable, and wrong ones are refused."""

    grace_minutes = Float(15, help="minutes after the due date that cost nothing").tag(config=True)
    percent_per_day = Float(10, help="percent of the reached points taken for each day begun").tag(
        config=True
    )
    cap_percent = Float(50, help="the most that lateness takes, in percent of the reached points").tag(
        config=True
    )
    trust_timestamp_file = Bool(
        False,
        help="believe submitted/<student>/<assignment>/timestamp.txt where the collector noted no time; only "
        "for an exchange in which students cannot write that file",
    ).tag(config=True)

    @validate("grace_minutes", "percent_per_day", "cap_percent")
    def _in_range(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        high = math.inf if name == "grace_minutes" else 100
        if not 0 <= value <= high or math.isinf(value):
            raise TraitError(f"LatePolicy.{name} is {value}: it must lie in [0, {high}]")
        return value

    def late_percent(self, late_s: float) -> float:
        """Percent of the points taken for `late_s` seconds after the due date; the grace period moves it."""
        days = math.ceil(max(0.0, late_s - 60 * self.grace_minutes) / DAY_S)
        return min(self.cap_percent, days * self.percent_per_day)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """Points taken off, in [0, score]; nbgrader calls this for late submissions alone."""
        percent = self.late_percent(total_seconds_late)
        self.log.info("%s: %.0f s late, %g %% taken off", student_id, total_seconds_late, percent)
        return round(score * percent / 100, 2)

    def submitted_at(self, course: Path, assignment: str, student: str) -> datetime | None:
        """When the collector says that it came in (UTC, naive as nbgrader stores it); None: nobody knows."""
        known = ledger.read(course, assignment).get(student)
        if known and known.submitted_at:
            return known.submitted_at
        file = Path(course) / "submitted" / student / assignment / "timestamp.txt"
        if self.trust_timestamp_file and file.is_file():
            return parse_utc(file.read_text(encoding="utf-8").strip())
        self.log.warning("%s, %s: no time of submission is known, so lateness is not", student, assignment)
        return None
