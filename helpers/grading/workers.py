"""Where submissions are executed: processes of this machine, or a Dask cluster; both as concurrent.futures.

>>> for outcome in outcomes(tasks, jobs=2): ...
"""

import faulthandler
import functools
import logging
import os
import signal
import sys
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process

from helpers.errors import InputError, require
from helpers.grading.kernel import zygote
from helpers.grading.tasks import Outcome, Task, blank, work

log = logging.getLogger(__name__)
ATTEMPTS = 3  # a worker that dies while it has a submission may not be the submission's fault
HANGS_S = 180  # a cold start takes up to a minute
AHEAD = 2  # submissions that wait at each worker, so that none waits for this process


def outcomes(
    tasks: Iterable[Task],
    *,
    jobs: int = 2,
    scheduler: str | None = None,
    modules: tuple[str, ...] = zygote.MORE,
) -> Iterator[Outcome]:
    """Execute tasks in parallel and yield their outcomes as they end.

    A task whose worker died or failed is tried again, alone; after ATTEMPTS it is a blank one with the flag
    "engine".
    scheduler: the address of a Dask scheduler. modules: what submissions import, made ready on this machine.
    Raises InputError where the scheduler cannot be reached, or a worker has no sandbox.
    """
    waiting, alone = iter(tasks), deque()
    attempts: Counter[str] = Counter()
    run = work if scheduler else _work_or_die
    with _cluster(scheduler) if scheduler else _machine(jobs, modules) as (pool, slots):
        running: dict[Future, Task] = {}
        while True:
            while alone and not running:
                task = alone.popleft()
                running[pool().submit(run, task)] = task
            while not alone and len(running) < AHEAD * slots and (task := next(waiting, None)) is not None:
                running[pool().submit(run, task)] = task
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task = running.pop(future)
                error = future.exception()
                if error is None:
                    yield future.result()
                    continue
                if isinstance(error, InputError):
                    raise error
                attempts[task.student] += 1
                if attempts[task.student] < ATTEMPTS:
                    alone.append(task)
                else:
                    log.error("%s could not be executed: %r", task.student, error)
                    yield blank(task, [*task.flags, "engine"])


@contextmanager
def _machine(jobs: int, modules: tuple[str, ...]) -> Iterator:
    """A pool of processes that share one warm process; a new one where the last has broken."""
    if jobs < 1:
        raise InputError(f"jobs is {jobs}: it must be at least 1")
    address = zygote.shared(modules) if sys.platform == "linux" else ""
    pools: list[ProcessPoolExecutor] = []

    def pool() -> Executor:
        # Asking is the one public way to learn that a pool has broken.
        try:
            if pools:
                pools[-1].submit(int)
                return pools[-1]
        except BrokenProcessPool:
            pools[-1].shutdown(wait=False)
        context = get_context("spawn")
        pools.append(ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(address,)))
        return pools[-1]

    finished = False
    try:
        yield pool, jobs
        finished = True
    finally:
        for each in pools:
            each.shutdown(wait=finished, cancel_futures=True)
        if not finished:
            for process in active_children():
                process.terminate()


def _work_or_die(task: Task) -> Outcome:
    """As `work`; a process in which it hangs ends, so that the batch does."""
    faulthandler.dump_traceback_later(2 * task.timeout_s + HANGS_S, exit=True)
    try:
        return work(task)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _begin(address: str) -> None:
    """Prepare a worker: it uses the warm process of its parent, and ends with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    os.environ[zygote.ADDRESS] = address
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent_process().join()
    os._exit(1)


@contextmanager
def _cluster(scheduler: str) -> Iterator:
    """The workers of a Dask cluster; it does by itself again what a lost worker had."""
    distributed = require("distributed", extra="grade")
    try:
        client = distributed.Client(scheduler, timeout=10)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(f"no Dask scheduler at {scheduler} ({error})") from None
    with client:
        slots = sum(client.ncores().values())
        if slots == 0:
            raise InputError(
                f"the Dask scheduler at {scheduler} has no workers: start `dask worker {scheduler}`"
            )
        executor = client.get_executor(pure=False)
        yield functools.partial(lambda it: it, executor), slots
