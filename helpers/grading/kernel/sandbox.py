"""A place without network, other people's files or privileges: bubblewrap builds it, a forked kernel moves
in.

bubblewrap (https://github.com/containers/bubblewrap) makes the namespaces and holds them; entering them by
setns costs a fork nothing, whereas a program started by it would have to import torch again. Started by
root, the kernel becomes an unprivileged user (process limits do not bind root); started by anybody else, it
stays that user, alone in a user namespace. Inside, there are the interpreter, the system's libraries and
this package, read-only; an empty home, /tmp and /dev/shm in memory; a folder with the submission's files;
nothing else.

>>> check()
"""

import functools
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import helpers
from helpers.errors import InputError
from helpers.grading.kernel.limits import MIB, Limits

SANDBOXES = ("auto", "bwrap", "none")
HOME = Path("/home/student")
FILES = Path("/submission")
MEMORY = (Path("/tmp"), Path("/dev/shm"), HOME)  # what can be written, empty and in memory
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
# Not all of /etc: keys, shadow files and host names lie there.
SETTINGS = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/fonts")


def command(sockets: Path, files: Path | None, limits: Limits, *, info: int) -> list[str]:
    """The command line of bubblewrap, without the program to hold the namespaces."""
    size = str(limits.disk_mib * MIB)
    arguments = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    arguments += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    arguments += ["--clearenv", "--hostname", "grading", "--info-fd", str(info)]
    if os.getuid() != 0:
        arguments += ["--unshare-user", "--disable-userns"]
    arguments += ["--proc", "/proc", "--dev", "/dev"]
    paths = readable()
    # Made on the way to a mount, a folder would be closed to everybody but root.
    parents = sorted({parent for path in (*paths, HOME, sockets) for parent in path.parents[:-1]})
    parents = [folder for folder in parents if not any(folder.is_relative_to(path) for path in paths)]
    inside = [folder for folder in parents if any(folder.is_relative_to(memory) for memory in MEMORY)]
    arguments += _folders(folder for folder in parents if folder not in inside)
    for memory in MEMORY:
        arguments += ["--perms", "1777", "--size", size, "--tmpfs", str(memory)]
    # After it: an interpreter or a checkout may itself lie in /tmp.
    arguments += _folders(folder for folder in inside if folder not in MEMORY)
    for path in paths:
        if path.is_symlink() and str(path) in SYSTEM:
            arguments += ["--symlink", os.readlink(path), str(path)]
        else:
            arguments += ["--ro-bind-try", str(path), str(path)]
    if files is not None:
        arguments += ["--ro-bind", str(files), str(FILES)]
    return [*arguments, "--bind", str(sockets), str(sockets), "--"]


def _folders(folders: Iterable[Path]) -> list[str]:
    return [word for folder in folders for word in ("--perms", "0755", "--dir", str(folder))]


def readable() -> list[Path]:
    """What a submission may read of this machine, folders before what lies in them."""
    package = Path(helpers.__file__).parent
    own = {Path(sys.base_prefix).resolve(), Path(sys.base_prefix), Path(sys.prefix), package}
    own.add(package.parent / "course" / "locale")  # the catalogues, in a checkout
    system = [*map(Path, (*SYSTEM, *SETTINGS)), Path("/etc/localtime")]
    inside = [Path(folder) for folder in SYSTEM]
    kept = [path for path in sorted(own) if not any(path.is_relative_to(folder) for folder in inside)]
    return [path for path in [*system, *kept] if path.exists()]


@functools.cache
def obstacle() -> str:
    """Why there is no sandbox on this machine, in one sentence; "" where there is."""
    if sys.platform != "linux":
        return "sandboxes need Linux"
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed (the program bwrap; Debian and Ubuntu: apt install bubblewrap)"
    from helpers.grading.kernel.box import Sandbox

    with tempfile.TemporaryDirectory(prefix="fc") as folder:
        try:
            Sandbox(Path(folder), None, Limits()).close()
        except (InputError, OSError) as error:
            return f"it cannot be made here ({error})"
    return ""


def check(wanted: str = "auto") -> bool:
    """Whether to use a sandbox; "auto" and "bwrap" want one.

    Raises InputError where there is none, and for an unknown name.
    """
    if wanted not in SANDBOXES:
        raise InputError(f"unknown sandbox {wanted!r}: choose from {', '.join(SANDBOXES)}")
    if wanted == "none":
        return False
    if obstacle():
        raise InputError(
            f"no sandbox: {obstacle()}; --sandbox none runs the students' code with your own rights"
        )
    return True
