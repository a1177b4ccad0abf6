"""One class graded twice on the same machine: by stock `nbgrader autograde`, and by `fishcourse grade`.

Both are timed from the command to its end, warm-up included, on the same submissions; ours in sandboxes.
`fishcourse bench grade --out DIR` writes grade.json, grade.csv and grade.png.

>>> race = measure(Path("."), Path("runs/grade")); print(race.table())
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from helpers import plots
from helpers.errors import InputError

STOCK, OURS = "nbgrader autograde", "fishcourse grade"
# All else is nbgrader's default; the stub tells it which answers are untouched.
STOCK_CONFIG = """c = get_config()
c.CourseDirectory.course_id = "fishcourse"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\\nraise NotImplementedError()"}
"""


@dataclass(frozen=True)
class Race:
    """What both took and gave.

    kinds: student -> what was handed in. stock_s, ours_s: seconds of each round. differing: students who did
    not get the same points in every test from both.
    """

    assignment: str
    jobs: int
    kinds: dict[str, str]
    stock_s: tuple[float, ...]
    ours_s: tuple[float, ...]
    differing: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """How many times faster ours is, by the medians of the rounds."""
        return statistics.median(self.stock_s) / statistics.median(self.ours_s)

    def frame(self) -> pd.DataFrame:
        """One row an engine: engine, workers, submissions, seconds, each (seconds), low, high (of each)."""
        rows = []
        for engine, workers, seconds in ((STOCK, 1, self.stock_s), (OURS, self.jobs, self.ours_s)):
            each = [taken / len(self.kinds) for taken in seconds]
            median = statistics.median(seconds)
            rows.append(
                (engine, workers, len(self.kinds), median, statistics.median(each), min(each), max(each))
            )
        columns = ["engine", "workers", "submissions", "seconds", "each", "low", "high"]
        return pd.DataFrame(rows, columns=columns)

    def table(self) -> str:
        """For people: both engines, the ratio, whether points agree."""
        same = len(self.kinds) - len(self.differing)
        lines = [self.frame().to_string(index=False, float_format="{:.2f}".format)]
        lines.append(f"{self.ratio:.1f} times faster; the same points for {same} of {len(self.kinds)}")
        return "\n".join(
            [*lines, *(f"DIFFERENT: {student} ({self.kinds[student]})" for student in self.differing)]
        )

    def to_dict(self) -> dict:
        """Plain data, for JSON."""
        return asdict(self) | {"ratio": round(self.ratio, 2)}


def measure(
    course: Path,
    out: Path,
    *,
    assignment: str = "ps07_momentum",
    count: int = 30,
    jobs: int = 2,
    rounds: int = 1,
) -> Race:
    """Grade a class of `count` by both, `rounds` times in turn; see `helpers.grading.sample.populate`.

    Raises InputError where there is no sandbox, or `out` holds a class already.
    """
    from helpers.grading import sample
    from helpers.grading.kernel import sandbox

    sandbox.check("auto")
    ours, stock = out / "ours", out / "stock"
    if ours.exists() or stock.exists():
        raise InputError(f"{out} holds a class already: remove it or choose another folder with --out")
    kinds = sample.populate(course, ours, assignment, count)
    shutil.copytree(ours, stock)
    (stock / "nbgrader_config.py").write_text(STOCK_CONFIG, encoding="utf-8")
    seconds: dict[str, list[float]] = {STOCK: [], OURS: []}
    for _ in range(rounds):
        seconds[STOCK].append(_timed(stock, ["nbgrader", "autograde", assignment, "--force"]))
        seconds[OURS].append(
            _timed(ours, ["helpers.cli", "grade", assignment, "--jobs", str(jobs), "--force"])
        )
    theirs, own = _points(stock, assignment), _points(ours, assignment)
    differing = tuple(student for student in kinds if theirs.get(student) != own.get(student))
    race = Race(assignment, jobs, kinds, tuple(seconds[STOCK]), tuple(seconds[OURS]), differing)
    _write(race, out)
    return race


def _timed(folder: Path, module: list[str]) -> float:
    """Seconds that a command takes there. Raises RuntimeError with its last words where it fails."""
    # nbgrader starts `alembic` by its bare name.
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(module)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return time.monotonic() - begun


def _points(folder: Path, assignment: str) -> dict[str, dict[str, float | None]]:
    """Student -> cell -> points of the autograder, as the gradebook has them."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder.resolve() / 'gradebook.db'}") as book:
        return {
            found.student_id: {grade.name: grade.auto_score for grade in found.notebooks[0].grades}
            for found in book.assignment_submissions(assignment)
        }


def _write(race: Race, out: Path) -> None:
    (out / "grade.json").write_text(json.dumps(race.to_dict(), indent=2) + "\n", encoding="utf-8")
    frame = race.frame()
    frame.to_csv(out / "grade.csv", index=False, float_format="%.2f")
    names = [f"{row.engine}, {row.workers} at a time" for row in frame.itertuples()]
    columns = (frame[name].to_numpy() for name in ("each", "low", "high"))
    plots.compare_bars(names, *columns, unit="seconds a submission").savefig(out / "grade.png", dpi=110)
