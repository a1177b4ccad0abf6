"""A pytest plugin for nbval: a lecture that takes too long or too much memory fails, and a table shows both.

Time is the processor time of the kernel, in seconds of the reference machine: one on which the training that
lectures repeat (TRAINING) takes a second, as helpers.teaching.fish promises. A slower machine, or one whose
neighbours share its caches, gets its own time divided by what that training takes on it, measured once a
notebook is over. A notebook that waits is stopped by --nbval-cell-timeout. Memory is the highest resident
size of the kernel (VmHWM where /proc has it).

    OMP_NUM_THREADS=1 python -m pytest --nbval-lax -p tests.notebooks.limits course/*.ipynb
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

MAX_S = 90
MAX_MB = 4096
KEY = "notebook"
LINE = "{:<40} {:>8} {:>8} {:>8} {:>8}"
# A training of six epochs, apart from its process's start. Two rounds: the first one warms up.
TRAINING = """
import time, torch
from helpers.teaching.fish import small_fish, small_net, train

torch.set_num_threads(1)
photos = small_fish()
for _ in range(2):
    net, started = small_net(seed=0), time.process_time()
    train(net, photos, optimizer=lambda w: torch.optim.SGD(w, lr=0.1), epochs=6, seed=0)
print(time.process_time() - started)
"""


def pytest_addoption(parser):
    group = parser.getgroup("limits", "Time and memory of notebooks")
    group.addoption("--notebook-seconds", type=float, default=MAX_S, help="of its kernel's processor time")
    group.addoption(
        "--notebook-slowness", type=float, help="of this machine against the reference (default: measured)"
    )
    group.addoption("--notebook-megabytes", type=float, default=MAX_MB, help="resident, of its kernel")


def pytest_configure(config):
    config.pluginmanager.register(Limits(config), "notebook-limits")


class Limits:
    """Measures in the process that runs the notebooks; shows in the one that reports (see pytest-xdist)."""

    def __init__(self, config):
        self.max_s = config.option.notebook_seconds
        self.max_mb = config.option.notebook_megabytes
        self.slowness = config.option.notebook_slowness
        self.measured: dict[Path, float] = {}
        self.clock_s: dict[Path, float] = {}
        self.shown: dict[str, list[float]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        kernel = getattr(item.parent, "kernel", None)
        if kernel is None:  # a test that is no notebook's cell
            return (yield)
        started = time.monotonic()
        result = yield
        clock_s = self.clock_s[item.path] = self.clock_s.get(item.path, 0.0) + time.monotonic() - started
        pid = kernel.km.provisioner.pid
        used_s, used_mb = processor_s(pid), peak_mb(pid)
        slow = self._slowness(item.path, used_s)
        item.user_properties.append((KEY, (str(item.path), used_s, clock_s, used_mb, slow)))
        if used_s > self.max_s * slow:
            text = f"the notebook has run {used_s / slow:.1f} s, it may run {self.max_s:g} s"
            pytest.fail(f"{text}, of a machine {slow:.1f} times as fast as this one", pytrace=False)
        if used_mb > self.max_mb:
            pytest.fail(f"its kernel held {used_mb:.0f} MB, it may hold {self.max_mb:g} MB", pytrace=False)
        return result

    def _slowness(self, path: Path, used_s: float) -> float:
        """At least 1; measured where it decides, once a notebook, since neighbours come and go."""
        if used_s <= self.max_s:
            return 1.0
        if path not in self.measured:
            self.measured[path] = max(1.0, self.slowness or slowness())
        return self.measured[path]

    def pytest_runtest_logreport(self, report):
        for key, value in report.user_properties:
            if key == KEY:
                path, *used = value
                self.shown[path] = [max(pair) for pair in zip(self.shown.get(path, used), used, strict=True)]

    def pytest_terminal_summary(self, terminalreporter, config):
        if self.shown:
            terminalreporter.section("notebooks")
            terminalreporter.write_line(LINE.format("notebook", "s", "clock s", "MB", "slowness"))
        for path, used in sorted(self.shown.items()):
            name = Path(path)
            if name.is_relative_to(config.rootpath):
                name = name.relative_to(config.rootpath)
            terminalreporter.write_line(
                LINE.format(name.as_posix(), *(f"{value:.0f}" for value in used[:3]), f"{used[3]:.1f}")
            )


def slowness() -> float:
    """How many seconds of processor time the training takes here that takes one on the reference machine."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", TRAINING], env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def processor_s(pid: int) -> float:
    """The processor time that a process and its finished children have had, in seconds."""
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system + times.children_user + times.children_system


def peak_mb(pid: int) -> float:
    """The highest resident size that a process has had, in MB; the present one where there is no record."""
    status = Path(f"/proc/{pid}/status")
    if status.is_file():
        peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if peak:
            return int(peak[1]) / 1024
    memory = psutil.Process(pid).memory_info()
    return getattr(memory, "peak_wset", memory.rss) / 2**20
