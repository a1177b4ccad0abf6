"""A large class graded, killed in the middle and graded on: memory over time, and what is left behind.

`fishcourse bench endurance --out DIR` writes endurance.json and endurance.csv.

>>> held = measure(Path("."), Path("runs/endurance")); print(held.table())
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import pandas as pd

from helpers.errors import InputError
from helpers.grading.kernel import linux, zygote

MIB = 2**20
SETTLE_S = 10  # for processes to end after the one that they serve
ROOM_MIB = 64.0  # by which memory may grow from the first third of a run to its last
SHOWN = 12  # rows of the table


@dataclass(frozen=True)
class Sample:
    """What grading takes when `done` submissions are done: memory, processes, open files and sockets.

    mib: of all processes; kept_mib: of those that outlast a kernel (the grader, its workers, the warm
    process), which is what could grow.
    """

    run: int
    done: int
    mib: float
    kept_mib: float
    processes: int
    handles: int


@dataclass(frozen=True)
class Endurance:
    """How two runs went, of which the first was killed.

    graded: students whom each run reported. saved: students in the gradebook. left: run -> processes, files
    and sockets that were left behind.
    """

    samples: tuple[Sample, ...]
    graded: tuple[tuple[str, ...], tuple[str, ...]]
    students: tuple[str, ...]
    saved: tuple[str, ...]
    left: dict[str, tuple[str, ...]]

    def growth_mib(self) -> float:
        """Memory kept in the last third of the second run beyond its first third, by medians."""
        taken = [sample.kept_mib for sample in self.samples if sample.run == 2]
        third = max(1, len(taken) // 3)
        return statistics.median(taken[-third:]) - statistics.median(taken[:third])

    def faults(self) -> list[str]:
        """What is not as it must be, a line each."""
        first, second = map(set, self.graded)
        found = [f"graded twice: {student}" for student in sorted(first & second)]
        found += [f"not graded: {student}" for student in sorted(set(self.students) - set(self.saved))]
        found += [f"in the gradebook twice: {s}" for s in sorted(set(self.saved)) if self.saved.count(s) > 1]
        if self.growth_mib() > ROOM_MIB:
            found.append(f"memory kept grows by {self.growth_mib():.0f} MiB")
        return found + [f"left {when}: {what}" for when, things in self.left.items() for what in things]

    def frame(self) -> pd.DataFrame:
        """One row a sample."""
        return pd.DataFrame([asdict(sample) for sample in self.samples])

    def table(self) -> str:
        """For people: some samples, who was graded when, what was left behind, faults."""
        frame = self.frame()
        step = -(-len(frame) // SHOWN)
        lines = [frame.iloc[::step].to_string(index=False, float_format="{:.0f}".format)]
        first, second = map(len, self.graded)
        lines.append(
            f"{first} graded, then killed; {second} graded on; {len(set(self.saved))} in the gradebook"
        )
        lines.append(f"memory kept grows by {self.growth_mib():.0f} MiB in the second run")
        lines += [f"left {when}: {len(things)}" for when, things in self.left.items()]
        return "\n".join([*lines, *(f"FAULT: {fault}" for fault in self.faults())])

    def to_dict(self) -> dict:
        """Plain data, for JSON."""
        return asdict(self) | {"growth_mib": round(self.growth_mib(), 1), "faults": self.faults()}


def measure(
    course: Path, out: Path, *, assignment: str = "ps07_momentum", count: int = 200, jobs: int = 2
) -> Endurance:
    """Make a class of `count` in OUT/class and grade it, killed in the middle; see `endure`."""
    from helpers.grading import sample

    if (out / "class").exists():
        raise InputError(f"{out} holds a class already: remove it or choose another folder with --out")
    sample.populate(course, out / "class", assignment, count)
    held = endure(out / "class", assignment, jobs=jobs)
    (out / "endurance.json").write_text(json.dumps(held.to_dict(), indent=2) + "\n", encoding="utf-8")
    held.frame().to_csv(out / "endurance.csv", index=False, float_format="%.1f")
    return held


def endure(folder: Path, assignment: str, *, jobs: int = 2, sandbox: str = "auto") -> Endurance:
    """Grade a class that waits in `folder`: SIGKILL when half is done, then from there to the end.

    sandbox: as in `helpers.grading.engine.grade`. Raises InputError on other systems than Linux.
    """
    if sys.platform != "linux":
        raise InputError("this measurement reads /proc, which Linux has")
    students = tuple(sorted(path.name for path in (folder / "submitted").iterdir()))
    command = [sys.executable, "-m", "helpers.cli", "grade", assignment]
    command += ["--jobs", str(jobs), "--sandbox", sandbox]
    samples: list[Sample] = []
    graded, left = [], {}
    for run, most in ((1, len(students) // 2), (2, len(students))):
        temporary = Path(tempfile.mkdtemp(prefix="fcb"))  # by it, files and processes of the run are known
        graded.append(_run(command, folder, temporary, run, most, samples))
        left["after the kill" if run == 1 else "at the end"] = _left(temporary)
        shutil.rmtree(temporary)
    return Endurance(tuple(samples), tuple(graded), students, _saved(folder, assignment), left)


def _run(
    command: list[str], folder: Path, temporary: Path, run: int, most: int, samples: list[Sample]
) -> tuple[str, ...]:
    """Grade until `most` are done in all; in the first run, kill it then. Returns who was reported."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    # torch makes the folder of its compiler at once, and keeps it on purpose.
    kept = {"TORCHINDUCTOR_CACHE_DIR": str(folder / "inductor")}
    env = os.environ | {"PATH": path, "TMPDIR": str(temporary)} | kept
    reported = []
    with subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True) as grading:
        for line in grading.stdout:
            done, _, total = line.split(maxsplit=1)[0].partition("/")
            if not (done.isdecimal() and total.isdecimal()):
                continue  # the table at the end
            reported.append(line.split()[1])
            samples.append(_sample(run, int(done), grading.pid))
            if run == 1 and int(done) >= most:
                grading.kill()
                break
    return tuple(reported)


def _sample(run: int, done: int, pid: int) -> Sample:
    pids = [pid, *linux.descendants(pid)]
    kernels = {
        kernel for child in linux.children(pid) if _is_warm(child) for kernel in linux.descendants(child)
    }
    kept = linux.private_bytes([each for each in pids if each not in kernels])
    used = linux.proportional_bytes(pids)
    return Sample(run, done, used / MIB, kept / MIB, len(pids), sum(map(_handles, pids)))


def _is_warm(pid: int) -> bool:
    """Whether it is the warm process, from which kernels fork."""
    try:
        return zygote.__name__.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False  # it has ended


def _handles(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0  # it has ended


def _left(temporary: Path) -> tuple[str, ...]:
    """Processes that were started with this folder for temporary files, files in it, sockets in it."""
    deadline = time.monotonic() + SETTLE_S
    while True:
        found = [f"process {pid}" for pid in _started_with(temporary)]
        # Not rglob, which fails where a folder goes away under it: os.walk passes over it.
        inside = [Path(at) / name for at, *names in os.walk(temporary) for name in chain(*names)]
        found += [f"file {path.relative_to(temporary)}" for path in sorted(inside)]
        sockets = Path("/proc/net/unix").read_text().splitlines()
        found += [f"socket {line.split()[-1]}" for line in sockets if str(temporary) in line]
        if not found or time.monotonic() > deadline:
            return tuple(found)
        time.sleep(0.1)


def _started_with(temporary: Path) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if os.fsencode(f"TMPDIR={temporary}") in (path / "environ").read_bytes():
                found.append(int(path.name))
        except OSError:
            continue  # it has ended, or is someone else's
    return found


def _saved(folder: Path, assignment: str) -> tuple[str, ...]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder.resolve() / 'gradebook.db'}") as book:
        return tuple(sorted(found.student_id for found in book.assignment_submissions(assignment)))
