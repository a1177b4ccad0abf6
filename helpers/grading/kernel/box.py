"""One sandbox: bubblewrap holds its namespaces, a process of ours moves in. Linux only; see
`helpers.grading.kernel.sandbox`.

>>> box = Sandbox(sockets, None, Limits()); box.enter(); box.close()
"""

import contextlib
import os
import resource
import signal
import subprocess
from pathlib import Path

from helpers.errors import InputError
from helpers.grading.kernel import linux
from helpers.grading.kernel.limits import MIB, Limits
from helpers.grading.kernel.sandbox import command

UIDS = range(61184, 65520)  # the range that systemd keeps for users made up on the spot
READY = b"ready"
NICENESS = 5  # who watches a fork bomb must have a turn


class Sandbox:
    """The namespaces of one submission, alive until `close` or until this process ends."""

    def __init__(self, sockets: Path, files: Path | None, limits: Limits):
        """sockets: where the kernel makes its sockets. files: the submission's files, or None."""
        self.uid = self.last = None
        if os.getuid() == 0:
            # A user of its own, so that no two submissions count each other's processes.
            self.uid = UIDS[os.getpid() % len(UIDS)]
            for path in (sockets, *sockets.iterdir()):
                os.chown(path, self.uid, self.uid)
        self.sockets = sockets
        reader, writer = os.pipe()
        self.holder = subprocess.Popen(
            [
                *command(sockets, files, limits, info=writer),
                "/bin/sh",
                "-c",
                f"echo {READY.decode()}; exec cat",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(writer,),
        )
        os.close(writer)
        if self.holder.stdout.readline().strip() != READY:
            _, problem = self.holder.communicate()
            os.close(reader)
            raise InputError(f"bubblewrap cannot make a sandbox: {problem.decode(errors='replace').strip()}")
        info = os.read(reader, 65536).decode()
        os.close(reader)
        self.inside = int(info.partition('"child-pid":')[2].split(",")[0].split("}")[0])

    def enter(self) -> None:
        """Move this process in; what it forks next lies in the pid namespace as well."""
        self.last = linux.enter_namespaces(self.inside)

    def settle(self, limits: Limits) -> None:
        """Give up every privilege, in a child of the process that entered."""
        if self.last is not None:
            linux.enter(self.last)
        confine(limits)
        os.nice(NICENESS)
        linux.drop_privileges(self.uid)

    def seal(self) -> None:
        """No more files beside the sockets: the folder is the only one that lies on the host's disk."""
        linux.make_read_only(self.sockets)

    def close(self) -> None:
        """End every process inside."""
        # The first process inside: bubblewrap itself then ends, and has no child left for others to bury.
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.inside, signal.SIGKILL)
        self.holder.communicate()


def confine(limits: Limits) -> None:
    """Set this process's own limits, for itself and for what it starts."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    for what, most in {
        resource.RLIMIT_CPU: limits.cpu_s,
        resource.RLIMIT_AS: size + 2 * limits.memory_mib * MIB,  # torch reserves more than it uses
        resource.RLIMIT_FSIZE: limits.file_mib * MIB,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_CORE: 0,
    }.items():
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
