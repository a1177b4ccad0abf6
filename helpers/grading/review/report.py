"""The report of a graded assignment: one HTML page that needs no network, no script and no other file.

>>> report("ps07_momentum", db_url="sqlite:///gradebook.db")
PosixPath('reports/ps07_momentum.html')
"""

import secrets
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

from helpers import page
from helpers.data.catalog import Progress
from helpers.errors import InputError
from helpers.grading.collection.ledger import write_whole
from helpers.grading.review import results, sections, similarity
from helpers.grading.review.results import Results

TEMPLATE = Path(__file__).with_name("report_template.html")


def report(
    assignment: str,
    *,
    db_url: str = "sqlite:///gradebook.db",
    course: Path = Path("."),
    out: Path | None = None,
    anonymous: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write the report; returns its path: `out`, or reports/<assignment>.html in the course folder.

    anonymous: students are numbers dealt anew for each report; no names, no code, no times of submission.
    Raises InputError where the gradebook has no such assignment, or nothing of it is graded.
    """
    found = results.read(db_url, assignment, course=course, progress=progress)
    if found.cells.empty:
        raise InputError(f"nothing of {assignment} is graded yet: run `fishcourse grade {assignment}` first")
    handed_in = found.submissions[found.submissions["submitted"]]
    code = similarity.solutions(course, assignment, handed_in["student"])
    pairs = similarity.pairs(code, released=similarity.released(course, assignment), progress=progress)
    labels = _labels(found) if anonymous else {}
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        style=page.STYLE,
        title=escape(assignment),
        subtitle=escape(
            f"{len(handed_in)} submissions of {len(found.submissions)} students · {found.max_points:g} points"
            f" · {datetime.now().astimezone():%Y-%m-%d %H:%M}{' · anonymous' if anonymous else ''}"
        ),
        headline=sections.headline(found),
        distribution=sections.distribution(found),
        exercises=sections.exercises(found),
        misconceptions=sections.misconceptions(found),
        times=sections.times(found),
        flags=sections.flags(found, labels),
        pairs=sections.pairs(pairs, {} if anonymous else code, labels),
        students=sections.students(found, labels),
    )
    name = f"{assignment}_anonymous.html" if anonymous else f"{assignment}.html"
    target = Path(out or Path(course) / "reports" / name)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, text.encode("utf-8"))
    return target


def _labels(found: Results) -> dict[str, str]:
    """A number for each student, dealt at random: the order of ids or names must not give it away."""
    students = list(found.submissions["student"])
    secrets.SystemRandom().shuffle(students)
    width = len(str(len(students)))
    return {student: f"student {i:0{width}d}" for i, student in enumerate(students, 1)}
