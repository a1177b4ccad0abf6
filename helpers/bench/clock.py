"""Time, memory and idle share of one training, epoch by epoch; the clock stands while a network is tested.

>>> with Clock(case) as clock:
...     train(case, seed, clock)  # calls clock.lap(network, images) after every epoch
>>> clock.images_per_s
"""

import ctypes
import gc
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.profiler import ProfilerActivity, profile

from helpers.bench.case import Case

# How often the memory of the process and its workers is looked at, in seconds.
SAMPLE_S = 0.05
MIB = 2**20


class Clock:
    """The laps of one training, a lap an epoch; the first holds set-up and warm-up and counts for no rate.

    busy: trace the device's kernels in the second lap, and stop counting there (CUDA alone; the trace itself
    costs time, so such laps are no timings).
    """

    def __init__(self, case: Case, *, busy: bool = False):
        self.case, self.busy = case, busy
        self.laps_s: list[float] = []
        self.images: list[int] = []
        self.accuracies: list[float] = []
        self.cpu_s = 0.0
        self.device_s = 0.0
        self.peak_mib: float | None = None
        self._trace = profile(activities=[ProfilerActivity.CUDA]) if busy else None

    def __enter__(self) -> "Clock":
        if self.case.device.type == "cuda":
            torch.cuda.empty_cache()
            torch.cuda.reset_peak_memory_stats()
        self._memory = ProcessMemory()
        self._children_s = _children_s()
        self._go()
        return self

    def __exit__(self, *error) -> None:
        self.cpu_s += _children_s() - self._children_s  # workers are counted once they are gone
        peak_mib = self._memory.stop()
        if self.case.device.type == "cuda":
            self.peak_mib = torch.cuda.max_memory_allocated() / MIB
        else:
            self.peak_mib = peak_mib

    def lap(self, network: nn.Module, images: int) -> None:
        """An epoch over `images` images is over: take its time, then test the network off the clock."""
        synchronize(self.case.device)
        self.laps_s.append(time.perf_counter() - self._since)
        self.cpu_s += time.process_time() - self._cpu_since
        self.images.append(images)
        if self._trace and len(self.laps_s) == 2:
            self._trace.stop()
            self.device_s = sum(event.self_device_time_total for event in self._trace.key_averages()) / 1e6
        self.accuracies.append(self.case.accuracy(network))
        if self._trace and len(self.laps_s) == 1:
            self._trace.start()
        self._go()

    @property
    def images_per_s(self) -> float:
        """Training images a second after the first lap."""
        return sum(self.images[1:]) / sum(self.laps_s[1:])

    @property
    def cpu_idle_share(self) -> float:
        """Share of the processor's time that went unused, in [0, 1]; a thread that spins counts as busy."""
        return max(0.0, 1 - self.cpu_s / (sum(self.laps_s) * cores()))

    def seconds_to(self, accuracy: float) -> float | None:
        """Training time up to the first test at or above `accuracy`, set-up included; None: never reached."""
        for i, found in enumerate(self.accuracies):
            if found >= accuracy:
                return sum(self.laps_s[: i + 1])
        return None

    def _go(self) -> None:
        synchronize(self.case.device)
        self._cpu_since = time.process_time()
        self._since = time.perf_counter()


class ProcessMemory:
    """Growth of the memory of this process and its workers from here on; known on Linux alone.

    Shared pages are shared out (PSS), so forked workers count for what they add. What was freed before goes
    back to the system first: else a later training would live in the leavings of an earlier one.
    """

    def __init__(self):
        _give_back()
        self._start_mib = self._peak_mib = _pss_mib()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        if self._start_mib is not None:
            self._thread.start()

    def stop(self) -> float | None:
        """The largest growth seen, in MiB; None where the system does not tell."""
        if self._start_mib is None:
            return None
        self._done.set()
        self._thread.join()
        return self._peak_mib - self._start_mib

    def _watch(self) -> None:
        while not self._done.wait(SAMPLE_S):
            self._peak_mib = max(self._peak_mib, _pss_mib() or 0.0)


def timed(device: torch.device, work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds until the device has done the work, and its result."""
    synchronize(device)
    started = time.perf_counter()
    result = work()
    synchronize(device)
    return time.perf_counter() - started, result


def synchronize(device: torch.device) -> None:
    """Wait until the device has done all that was asked of it."""
    if device.type == "cuda":
        torch.cuda.synchronize()


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _give_back() -> None:
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's alone
        if trim:
            trim(0)


def _children_s() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _pss_mib() -> float | None:
    total = None
    for pid in (os.getpid(), *(child.pid for child in multiprocessing.active_children())):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:  # no Linux, or a worker that has just ended
            continue
        kib = next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
        total = (total or 0.0) + kib / 1024
    return total
