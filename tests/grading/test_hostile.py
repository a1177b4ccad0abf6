"""Submissions that crash, hang or flood, and what they can reach of the machine that grades them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

from tiny_course import written

from helpers.errors import InputError
from helpers.grading.execution import run
from helpers.grading.kernel import sandbox, zygote
from helpers.grading.kernel.limits import Limits
from helpers.grading.restore import prepare
from helpers.grading.scores import scores

boxed = pytest.mark.skipif(bool(sandbox.obstacle()), reason=f"no sandbox: {sandbox.obstacle()}")
SMALL = Limits(memory_mib=512, processes=64, file_mib=8, disk_mib=32, output_kib=64)


def graded(answer, **options):
    """Points of the two tests and flags, with `answer` instead of the second solution."""
    options = {"timeout_s": 8, "sandbox": "bwrap", "limits": SMALL} | options
    result = run(prepare(written(shift=answer), written()), **options)
    found = scores(result.notebook)
    return found["double-test-1"][0], found["shift-test-1"][0], result


def printed(answer, **options):
    """What `answer` prints."""
    _, _, result = graded(answer, **options)
    cell = next(cell for cell in result.notebook.cells if cell.id == "shift")
    return "".join(output.get("text", "") + output.get("evalue", "") for output in cell.outputs)


@boxed
@pytest.mark.parametrize(
    ("answer", "flag"),
    [
        ("import os; os._exit(0)", "crash"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "crash"),
        ("def shift(x):\n    import os; os._exit(0)", "crash"),
        ("while True: pass", "timeout"),
        ("def shift(x):\n    while True: pass", "timeout"),
        ("while True:\n    try:\n        while True: pass\n    except BaseException: pass", "timeout"),
        ("def shift(x):\n    while True:\n        try:\n            while True: pass\n"
         "        except BaseException: pass", "timeout"),
        ("import time; time.sleep(1000)", "timeout"),
        ("(9 ** 9) ** (9 ** 9)", "timeout"),
        ("while True: print('x' * 1000)", "output"),
        ("print('x' * 10 ** 8)", "output"),
        ("from IPython.display import display, HTML\ndisplay(HTML('x' * 10 ** 6))", "output"),
        ("import os\nfor fd in range(3, 100):\n    try: os.close(fd)\n    except OSError: pass", ""),
    ],
)  # fmt: skip
def test_a_submission_that_ends_badly_keeps_what_it_had_and_is_flagged(answer, flag):
    double, shift, result = graded(answer)
    assert (double, shift) == (2, 0)
    assert flag in result.flags or (not flag and result.flags)


@boxed
@pytest.mark.parametrize(
    "answer",
    [
        "x = []\nwhile True: x.append(bytearray(b'1') * 10 ** 7)",
        "x = torch.ones(10 ** 10)",
        "import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n"
        "        x = bytearray(b'1') * (100 * 2 ** 20); time.sleep(100)\ntime.sleep(100)",
    ],
)
def test_a_memory_bomb_costs_its_own_points_only(answer):
    double, shift, result = graded(answer)
    assert (double, shift) == (2, 0)
    assert result.flags in (("memory",), ())  # (): it was refused, as an error in the cell


@boxed
def test_a_fork_bomb_stays_in_its_sandbox():
    text = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
    double, shift, result = graded(text, timeout_s=4)
    assert (double, shift) == (2, 0) and result.flags
    assert graded("def shift(x): return x + 1")[:2] == (2, 1)  # the machine goes on


@boxed
def test_files_stay_small_and_inside():
    assert "File too large" in printed("open('big', 'wb').write(b'x' * 10 ** 8)")
    assert "No space left" in printed("for i in range(9): open(f'/tmp/{i}', 'wb').write(b'x' * 7 * 2 ** 20)")


@boxed
def test_a_submission_sees_nothing_of_the_machine(tmp_path):
    secret = tmp_path / "gradebook.db"
    secret.write_text("all scores")
    paths = [str(secret), str(Path(__file__)), "/etc/shadow", str(Path.home() / ".ssh"), "/sys", "/run"]
    found = printed(f"import os\nprint([os.path.exists(path) for path in {paths}])")
    assert found.strip() == str([False] * len(paths))
    assert "1 process" in printed("import os\nprint(sum(n == '1' for n in os.listdir('/proc')), 'process')")
    assert "unreachable" in printed("import socket\nsocket.create_connection(('10.0.0.1', 80), timeout=3)")
    assert "Read-only" in printed(f"open({str(Path(sandbox.__file__))!r}, 'w')")


@boxed
def test_a_submission_has_no_rights_and_no_secrets_of_the_grader(monkeypatch):
    monkeypatch.setenv("TOKEN", "of the grader")
    assert "TOKEN" not in printed("import os; print(dict(os.environ))")
    status = printed("print(open('/proc/self/status').read())")
    assert "CapEff:\t0000000000000000" in status and "NoNewPrivs:\t1" in status
    assert "Uid:\t0" not in status
    assert "not permitted" in printed("import os; os.kill(1, 9)") or os.getuid() != 0


@boxed
def test_files_of_the_submission_are_where_it_works(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "table.csv").write_text("1,2")
    (tmp_path / "link").symlink_to("/etc/hostname")
    tmp_path.chmod(0o755)
    text = "print(open('data/table.csv').read())\nopen('own.txt', 'w').write('mine')\nopen('link').read()"
    found = printed(text, files=tmp_path)
    assert "1,2" in found and "No such file" in found
    assert not (tmp_path / "own.txt").exists()


def test_without_a_sandbox_the_kernel_leaves_no_process_behind(tmp_path):
    mark = tmp_path / "pid"
    text = (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        f"        open({str(mark)!r}, 'w').write(str(os.getpid()))\n        time.sleep(1000)\n"
        "    os._exit(0)\n"
        f"while not os.path.exists({str(mark)!r}) or not open({str(mark)!r}).read(): pass"
    )
    graded(text, sandbox="none")
    assert not Path(f"/proc/{mark.read_text()}").exists()


@boxed
@pytest.mark.slow
def test_a_grader_who_is_not_root_has_sandboxes_too():
    code = """
import os
from nbformat.v4 import new_code_cell, new_notebook
from helpers.grading.execution import run
cell = new_code_cell("import os; print(os.getuid())")
found = run(new_notebook(cells=[cell]), sandbox="bwrap")
print(os.getuid(), found.flags, found.notebook.cells[0].outputs[0].text)
"""
    another = ["bwrap", "--dev-bind", "/", "/", "--unshare-user", "--uid", "1000", "--gid", "1000", "--"]
    done = subprocess.run([*another, sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["1000", "()", "1000"], done.stderr[-2000:]


def test_no_sandbox_is_an_error_with_a_way_out(monkeypatch):
    monkeypatch.setattr(sandbox, "obstacle", lambda: "bubblewrap is not installed")
    with pytest.raises(InputError, match="bubblewrap is not installed; --sandbox none"):
        run(written(), sandbox="auto")
    with pytest.raises(InputError, match="unknown sandbox 'docker': choose from auto, bwrap, none"):
        run(written(), sandbox="docker")


@pytest.mark.slow
def test_where_nothing_can_be_forked_an_ordinary_kernel_takes_over(monkeypatch):
    def nothing():
        raise OSError("no warm process")

    monkeypatch.setattr(zygote, "shared", nothing)
    cheat = "torch.allclose = lambda *a, **k: True\ndef double(x): return 2"
    found = run(prepare(written(double=cheat), written()), timeout_s=60, sandbox="none")
    assert list(scores(found.notebook).values()) == [(0, 2), (1, 1)]
    assert found.flags == ("tampered", "cold-kernel")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="kernels fork on Linux only")
def test_a_warm_process_that_was_killed_is_replaced(monkeypatch):
    process, address = zygote.start()
    monkeypatch.setenv(zygote.ADDRESS, address)
    zygote.begin.cache_clear()
    zygote.shared.cache_clear()
    process.kill()
    process.wait()
    try:
        found = run(written(), sandbox="none")
        assert (list(scores(found.notebook).values()), found.flags) == ([(2, 2), (1, 1)], ())
    finally:
        zygote.stop(process, address)
