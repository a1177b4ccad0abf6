"""The gradebook on a PostgreSQL server, which this test starts."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")
pytest.importorskip("psycopg")

from nbgrader.api import Gradebook
from tiny_course import CONFIG, make_course, written

from helpers.grading.engine import grade
from helpers.grading.kernel import sandbox


def program(name):
    """The newest of Debian's servers, which are not in the search path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found[-1]) if found else shutil.which(name)


@pytest.fixture(scope="module")
def url():
    """The address of an empty database."""
    if program("initdb") is None or program("pg_ctl") is None:
        pytest.skip("no PostgreSQL server: apt install postgresql")
    user = None
    if os.getuid() == 0:
        import pwd

        names = [entry.pw_name for entry in pwd.getpwall()]
        user = "postgres" if "postgres" in names else "nobody"  # it does not run as root
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="fcpg"))
    data, log = folder / "data", folder / "log"
    if user:
        shutil.chown(folder, user)
    options = {"user": user, "check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    start = [program("pg_ctl"), "-D", str(data), "-l", str(log), "-w"]
    try:
        subprocess.run([program("initdb"), "-D", str(data), "-A", "trust", "-U", "course", "-N"], **options)
        subprocess.run([*start, "-o", f"-h 127.0.0.1 -p {port} -k {folder} -F", "start"], **options)
        yield f"postgresql+psycopg://course@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*start, "-m", "immediate", "stop"], **{**options, "check": False})
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's server")
def test_scores_are_saved_on_a_server(tmp_path, url):
    course = make_course(tmp_path / "course", CONFIG + f"\nc.CourseDirectory.db_url = {url!r}\n", db_url=url)
    course.hand_in("alice", written())
    course.hand_in("bob", written(double="def double(x): return 3 * x"))
    chosen = "none" if sandbox.obstacle() else "auto"
    table = grade(course.root, "ps01", sandbox=chosen)
    assert table["points"].tolist() == [3, 1]
    assert not list(course.root.glob("*.db"))
    with Gradebook(url) as book:
        scores = {found.student_id: found.score for found in book.assignment_submissions("ps01_tiny")}
    assert scores == {"alice": 3, "bob": 1}
    steps = []
    grade(course.root, "ps01", sandbox=chosen, progress=steps.append)
    assert steps == []
