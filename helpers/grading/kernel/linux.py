"""The few calls of Linux that Python does not offer, by ctypes: namespaces, capabilities, mounts, process
control.

Manual pages: setns(2), prctl(2), capset(2), mount(2), ioctl_ns(2), madvise(2).

>>> die_with_parent()
"""

import ctypes
import fcntl
import os
import signal
from pathlib import Path

PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 24, 36, 38
NS_GET_USERNS = 0xB701
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_RELATIME = 1, 32, 4096, 2**21
MADV_COLLAPSE = 25  # Linux 6.1
HUGE_PAGE = 2 * 2**20
CAPABILITY_VERSION = 0x20080522
CAPABILITIES = 64
NAMESPACES = ("cgroup", "ipc", "uts", "net", "pid", "mnt")

_libc = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def die_with_parent() -> None:
    """SIGKILL for this process when its parent ends; a change of user takes it back."""
    _call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of all descendants whose own parent ends."""
    _call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def enter_namespaces(pid: int) -> int | None:
    """Move this single-threaded process into the namespaces of `pid`; into its pid namespace, its children.

    With bubblewrap's --disable-userns, `pid` lies in a second user namespace inside the one that owns the
    mounts: the result is a handle of it, for `enter` once nothing is to be done to the mounts; else None.
    """
    folder = Path(f"/proc/{pid}/ns")
    handles = [os.open(folder / name, os.O_RDONLY) for name in NAMESPACES]
    handles.insert(0, fcntl.ioctl(handles[NAMESPACES.index("mnt")], NS_GET_USERNS))
    inner = os.open(folder / "user", os.O_RDONLY)
    outer = os.fstat(handles[0]).st_ino
    if outer == os.stat("/proc/self/ns/user").st_ino:  # to enter a user namespace twice is an error
        os.close(handles.pop(0))
    last = None if os.fstat(inner).st_ino == outer else inner
    for handle in handles:
        enter(handle)
    os.chdir("/")
    return last


def enter(handle: int) -> None:
    """Move into a namespace, and close its handle."""
    _call("setns", handle, 0)
    os.close(handle)


def make_read_only(folder: Path) -> None:
    """Remount a bind mount read-only; its sockets go on working.

    What is forbidden there already, such as device files, must be said again: in a user namespace, Linux
    refuses to allow it.
    """
    have = os.statvfs(folder).f_flag
    kept = os.ST_NOSUID | os.ST_NODEV | os.ST_NOEXEC | os.ST_NOATIME | os.ST_NODIRATIME  # as in mount(2)
    flags = MS_REMOUNT | MS_BIND | MS_RDONLY | have & kept | MS_RELATIME * bool(have & os.ST_RELATIME)
    _call("mount", None, os.fsencode(folder), None, ctypes.c_ulong(flags), None)


def drop_privileges(uid: int | None) -> None:
    """Give up all capabilities for good and, where `uid` is given, become that user and group."""
    for capability in range(CAPABILITIES):
        try:
            _call("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0)
        except OSError:
            break  # the kernel knows no more
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    none = (ctypes.c_uint32 * 6)()
    _call("capset", header, none)
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def use_huge_pages() -> None:
    """Put this process's own memory into pages of 2 MiB where Linux can: a fork copies a table of its pages,
    and half a gigabyte has 130,000 small ones."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        place, rights, _, _, inode, *_ = line.split()
        first, end = (int(number, 16) for number in place.split("-"))
        first, end = -(-first // HUGE_PAGE) * HUGE_PAGE, end // HUGE_PAGE * HUGE_PAGE
        if inode == "0" and rights.startswith("rw") and first < end:
            # What cannot be done is only slower.
            _libc.madvise(ctypes.c_void_p(first), ctypes.c_size_t(end - first), MADV_COLLAPSE)


def children(pid: int) -> list[int]:
    """Direct children of a process."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return []


def descendants(pid: int) -> list[int]:
    """All processes that come from `pid`, without itself."""
    found, waiting = [], children(pid)
    while waiting:
        found.append(waiting.pop())
        waiting += children(found[-1])
    return found


def private_bytes(pids: list[int]) -> int:
    """Memory of the processes that no file backs; what forks share counts for each of them. Quick."""
    pages = 0
    for pid in pids:
        try:
            resident, shared = Path(f"/proc/{pid}/statm").read_text().split()[1:3]
        except OSError:
            continue  # it has ended
        pages += int(resident) - int(shared)
    return pages * os.sysconf("SC_PAGE_SIZE")


def proportional_bytes(pids: list[int]) -> int:
    """Memory of the processes; of what several share, each counts its part. Exact, and some ms a process."""
    kib = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        kib += int(text.partition("\nPss:")[2].split()[0])
    return kib * 1024
