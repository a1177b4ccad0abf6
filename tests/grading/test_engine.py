"""Submissions in, scores in the gradebook out: by nbgrader's own code, once each, whatever comes between."""

import shutil
import signal
import subprocess
import sys
import time

import pytest

pytest.importorskip("nbgrader")

import nbformat
from nbgrader.api import Gradebook
from tiny_course import DOUBLE, SHIFT, cell_of, make_course, written

from helpers.errors import InputError
from helpers.grading.engine import grade
from helpers.grading.kernel import sandbox
from helpers.grading.tasks import Task, work

SANDBOX = "none" if sandbox.obstacle() else "auto"
TRIPLE = "def double(x):\n    return 3 * x"
QUICK = {"sandbox": SANDBOX, "timeout_s": 20}


@pytest.fixture(scope="module")
def graded(course):
    """A class of which some handed in what nobody can run."""
    course.hand_in("honest", written())
    course.hand_in("half", written(double=TRIPLE, why="I could not say."))
    noise = "import sys\ndef double(x):\n    print('!', file=sys.stderr)\n    return 2 * x"
    course.hand_in("noisy", written(double=noise))
    course.hand_in("torn", '{"cells": [')
    course.hand_in("listed", "[1, 2]")
    course.hand_in("misnamed", written(), name="my homework.ipynb")
    shutil.rmtree(course.hand_in("empty", "")) or course.hand_in("empty", "x", name="notes.txt")
    bash = written()
    bash.metadata.kernelspec = {"name": "bash", "display_name": "Bash", "language": "bash"}
    course.hand_in("foreign", bash)
    folder = course.hand_in("linked", written())
    (folder / "link.txt").symlink_to("/etc/hostname")
    (folder / "own.txt").write_text("mine")
    course.table = grade(course.root, "ps01", **QUICK).set_index("student")
    return course


def gradebook(course):
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}")


def test_each_submission_has_its_points_and_flags(graded):
    assert graded.table.loc["honest"].tolist()[:2] == [3, 3]
    assert graded.table["points"].to_dict() == {
        "empty": 0, "foreign": 0, "half": 1, "honest": 3, "linked": 3, "listed": 0, "misnamed": 0, "noisy": 3,
        "torn": 0,
    }  # fmt: skip
    assert {student: flags for student, flags in graded.table["flags"].items() if flags} == {
        "empty": "missing", "foreign": "foreign-kernel", "linked": "files-left-out", "listed": "unreadable",
        "misnamed": "wrong-name", "torn": "unreadable",
    }  # fmt: skip


def test_the_numbers_of_someone_else_are_flagged_and_cost_nothing():
    source = written(double='STUDENT = "0000"\n' + DOUBLE)
    for stated, flags in (
        ('STUDENT = " ALICE"', ()),
        ('STUDENT = "bob"', ("other-id",)),
        ("", ("other-id",)),
    ):
        submission = nbformat.writes(written(double=f"{stated}\n{DOUBLE}")).encode()
        outcome = work(Task("alice", submission, nbformat.writes(source), sandbox=SANDBOX))
        assert outcome.flags == flags
        executed = nbformat.reads(outcome.notebook, 4)
        assert not [o for o in cell_of(executed, "double-test-1").outputs if o.output_type == "error"]


def test_the_gradebook_says_the_same(graded):
    with gradebook(graded) as book:
        for student, points in graded.table["points"].items():
            submission = book.find_submission("ps01_tiny", student)
            cells = {grade.name: grade for grade in submission.notebooks[0].grades}
            assert sum(cells[name].auto_score for name in ("double-test-1", "shift-test-1")) == points
        honest = book.find_submission("ps01_tiny", "honest")
        assert str(honest.timestamp) == "2026-03-01 12:00:00"
        why = {grade.name: grade for grade in honest.notebooks[0].grades}["why"]
        assert why.auto_score is None and why.needs_manual_grade


def test_autograded_files_are_where_nbgrader_has_them(graded):
    folder = graded.root / "autograded" / "linked" / "ps01_tiny"
    assert sorted(path.name for path in folder.iterdir()) == [
        "data.txt", "own.txt", "ps01_tiny.ipynb", "timestamp.txt",
    ]  # fmt: skip
    assert (folder / "data.txt").read_text() == "from the instructor"
    outputs = cell_of(graded.autograded("half"), "double-test-1").outputs
    assert outputs[0].evalue == "twice one is two"


def test_what_is_finished_is_not_graded_again(graded):
    steps = []
    again = grade(graded.root, "ps01_tiny", progress=steps.append, **QUICK).set_index("student")
    assert steps == [] and again.equals(graded.table)
    graded.hand_in("half", written())
    grade(graded.root, "ps01_tiny", progress=steps.append, **QUICK)
    assert [(step.record.student, step.record.points) for step in steps] == [("half", 3)]
    grade(graded.root, "ps01_tiny", students=["noisy"], force=True, progress=steps.append, **QUICK)
    assert [step.record.student for step in steps] == ["half", "noisy"]
    assert (steps[-1].done, steps[-1].total, steps[-1].left_s) == (1, 1, 0)


def test_what_cannot_be_graded_is_said_in_one_line(graded):
    with pytest.raises(InputError, match="the gradebook does not know ps02_none: release it first"):
        grade(graded.root, "ps02_none", **QUICK)
    with pytest.raises(InputError, match="0 assignments begin with ps07"):
        grade(graded.root, "ps07", **QUICK)
    with pytest.raises(InputError, match="no submission of ps01_tiny by nobody"):
        grade(graded.root, "ps01", students=["nobody"], **QUICK)
    with pytest.raises(InputError, match="jobs is 0"):
        grade(graded.root, "ps01", jobs=0, force=True, **QUICK)


@pytest.mark.parametrize("config", ["c = get_config(", "c = get_config()\nc.Oops = undefined"])
def test_a_broken_configuration_stops_it(graded, config):
    file = graded.root / "nbgrader_config.py"
    before = file.read_text()
    file.write_text(config)
    try:
        with pytest.raises(InputError, match="cannot be used"):
            grade(graded.root, "ps01", **QUICK)
    finally:
        file.write_text(before)


def test_outputs_cannot_run_in_the_instructors_browser(graded):
    html = "<b>bold</b><script>alert(1)</script><img src=x onerror=alert(1)>"
    page = f"from IPython.display import HTML\nHTML({html!r})"
    graded.hand_in("script", written(double=page, why="<script>alert(2)</script> because"))
    grade(graded.root, "ps01", students=["script"], **QUICK)
    notebook = graded.autograded("script")
    text = str(cell_of(notebook, "double").outputs) + cell_of(notebook, "why").source
    assert "<b>bold</b>" in text and "because" in text
    assert "<script" not in text and "<img" not in text


def nbgrader(course, *arguments):
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=True)


def test_feedback_has_the_messages_of_hidden_tests_but_not_their_source(graded):
    wrong = "def double(x):\n    return 2.0"
    graded.hand_in("wrong", written(double=wrong))
    grade(graded.root, "ps01", students=["wrong"], **QUICK)
    nbgrader(graded, "generate_feedback", "ps01_tiny", "--student", "wrong")
    page = (graded.root / "feedback" / "wrong" / "ps01_tiny" / "ps01_tiny.html").read_text(encoding="utf-8")
    assert "not doubled" in page and "(hidden tests)" in page
    assert "secret" not in page and "as_tensor" not in page


@pytest.mark.skipif(SANDBOX == "none", reason=f"no sandbox: {sandbox.obstacle()}")
def test_nbgraders_own_command_does_the_same(graded):
    cheat = "torch.allclose = lambda *a, **k: True\n" + TRIPLE
    graded.hand_in("cheat", written(double=cheat))
    nbgrader(graded, "autograde", "ps01_tiny", "--student", "cheat")
    with gradebook(graded) as book:
        assert book.find_submission("ps01_tiny", "cheat").score == 1


RUN = """
import sys
from pathlib import Path
from helpers.grading.engine import grade
if __name__ == "__main__":
    def progress(step): print(step.record.student, flush=True)
    grade(Path(sys.argv[1]), "ps01", sandbox=sys.argv[2], scheduler=sys.argv[3] or None, progress=progress)
"""


def start(tmp_path, course, scheduler=""):
    script = tmp_path / "run.py"
    script.write_text(RUN)
    command = [sys.executable, str(script), str(course.root), SANDBOX, scheduler]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def small_class(tmp_path):
    found = make_course(tmp_path / "class")
    for number in range(8):
        found.hand_in(f"s{number}", written(shift="import time; time.sleep(0.3)\n" + SHIFT))
    return found


def check_all_graded_once(course):
    with gradebook(course) as book:
        submissions = book.assignment_submissions("ps01_tiny")
        assert sorted(found.student_id for found in submissions) == [f"s{n}" for n in range(8)]
        assert {found.score for found in submissions} == {3}


@pytest.mark.slow
def test_a_batch_that_was_killed_goes_on_where_it_was(tmp_path, small_class):
    batch = start(tmp_path, small_class)
    first = batch.stdout.readline().strip()
    batch.send_signal(signal.SIGKILL)
    batch.wait()
    steps = []
    grade(small_class.root, "ps01", progress=steps.append, **QUICK)
    assert first not in [step.record.student for step in steps] and 0 < len(steps) < 8
    check_all_graded_once(small_class)
    for _ in range(50):  # its kernels end by themselves
        left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
        if str(tmp_path / "run.py") not in left:
            break
        time.sleep(0.1)
    assert str(tmp_path / "run.py") not in left


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_loses_no_submission(tmp_path, small_class):
    pytest.importorskip("distributed")
    address = tmp_path / "scheduler.json"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    options = ["--host", "127.0.0.1", "--scheduler-file", str(address)]
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        "--no-nanny",
        "--nthreads",
        "1",
        "--no-dashboard",
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    running = [subprocess.Popen(scheduler + options, **quiet)]
    try:
        while not address.exists():
            assert running[0].poll() is None
            time.sleep(0.1)
        workers = [subprocess.Popen([*worker, "--scheduler-file", str(address)], **quiet) for _ in range(2)]
        running += workers
        import json

        batch = start(tmp_path, small_class, json.loads(address.read_text())["address"])
        done = [batch.stdout.readline().strip(), batch.stdout.readline().strip()]
        workers[0].kill()
        done += [line.strip() for line in batch.stdout]
        assert batch.wait() == 0
        assert sorted(done) == [f"s{n}" for n in range(8)]
        check_all_graded_once(small_class)
    finally:
        for process in running:
            process.kill()
            process.wait()


def test_a_scheduler_that_is_not_there_is_named(graded):
    pytest.importorskip("distributed")
    with pytest.raises(InputError, match=r"no Dask scheduler at tcp://127\.0\.0\.1:9"):
        grade(graded.root, "ps01", scheduler="tcp://127.0.0.1:9", force=True, **QUICK)


def test_who_only_asks_for_kernels_does_without_torch():
    """Each worker would import it for itself, while submissions wait."""
    code = "import sys, helpers.grading.engine, helpers.grading.workers, helpers.grading.gradebook; "
    code += "print([name for name in ('torch', 'matplotlib', 'lark') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
