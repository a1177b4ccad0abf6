"""A pytest plugin for nbval: a lecture that takes too long or too much memory fails, and a table shows both.

Time is the processor time of the kernel: a busy neighbour lengthens only the time on the clock, shown beside
it. A notebook that waits is stopped by --nbval-cell-timeout. Memory is the highest resident size of the
kernel (VmHWM where /proc has it).

    OMP_NUM_THREADS=1 python -m pytest --nbval-lax -p tests.notebooks.limits course/*.ipynb
"""

import re
import time
from pathlib import Path

import psutil
import pytest

MAX_S = 90
MAX_MB = 4096
KEY = "notebook"
LINE = "{:<40} {:>8} {:>8} {:>8}"


def pytest_addoption(parser):
    group = parser.getgroup("limits", "Time and memory of notebooks")
    group.addoption("--notebook-seconds", type=float, default=MAX_S, help="of its kernel's processor time")
    group.addoption("--notebook-megabytes", type=float, default=MAX_MB, help="resident, of its kernel")


def pytest_configure(config):
    config.pluginmanager.register(Limits(config), "notebook-limits")


class Limits:
    """Measures in the process that runs the notebooks; shows in the one that reports (see pytest-xdist)."""

    def __init__(self, config):
        self.max_s = config.option.notebook_seconds
        self.max_mb = config.option.notebook_megabytes
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
        item.user_properties.append((KEY, (str(item.path), used_s, clock_s, used_mb)))
        if used_s > self.max_s:
            pytest.fail(f"the notebook has run {used_s:.1f} s, it may run {self.max_s:g} s", pytrace=False)
        if used_mb > self.max_mb:
            pytest.fail(f"its kernel held {used_mb:.0f} MB, it may hold {self.max_mb:g} MB", pytrace=False)
        return result

    def pytest_runtest_logreport(self, report):
        for key, value in report.user_properties:
            if key == KEY:
                path, *used = value
                self.shown[path] = [max(pair) for pair in zip(self.shown.get(path, used), used, strict=True)]

    def pytest_terminal_summary(self, terminalreporter, config):
        if self.shown:
            terminalreporter.section("notebooks")
            terminalreporter.write_line(LINE.format("notebook", "s", "clock s", "MB"))
        for path, used in sorted(self.shown.items()):
            name = Path(path)
            if name.is_relative_to(config.rootpath):
                name = name.relative_to(config.rootpath)
            terminalreporter.write_line(LINE.format(name.as_posix(), *(f"{value:.0f}" for value in used)))


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
