"""The files of a download, read without unpacking it: from a zip archive, or from a folder.

Nothing is written, no path of the archive is followed, nothing is read beyond a limit whatever the archive
says about sizes, and a link is only named. Zip archives inside are opened one level deep: students zip
their work.

>>> [member.path for member in members(Path("submissions.zip"))]
"""

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from helpers.errors import InputError

FILE_BYTES = 50 * 2**20  # a notebook with pictures is a few MiB
FILES = 200_000  # 3,000 students with some files each
INNER_FILES = 1_000
INNER_BYTES = 4 * FILE_BYTES  # all that is unpacked of a zip archive within the archive
LEFTOVERS = ("__MACOSX", ".ipynb_checkpoints", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """One file: path as the source names it, time by its own clock; `fault`: why it is not read, or ""."""

    path: str
    time: datetime | None
    data: bytes
    fault: str = ""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(self.path).name


def members(source: Path) -> Iterator[Member]:
    """The files of a folder or zip archive, sorted by path, one at a time in memory.

    Raises InputError where `source` is neither, or has more than FILES files.
    """
    source = Path(source)
    if source.is_dir():
        yield from _of_folder(source)
        return
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(f"{source} is no folder and no zip archive: {error}") from None
    with archive:
        if len(archive.infolist()) > FILES:
            raise InputError(f"{source} holds more than {FILES} files: take it apart")
        yield from _of_zip(archive)


def _of_folder(folder: Path) -> Iterator[Member]:
    for root, folders, files in os.walk(folder):
        folders.sort()
        links = [name for name in folders if (Path(root) / name).is_symlink()]
        for name in sorted((*files, *links)):
            file = Path(root) / name
            path = file.relative_to(folder).as_posix()
            if file.is_symlink():
                yield Member(path, None, b"", "a link, not followed")
                continue
            if fault := _fault(path):
                yield Member(path, None, b"", fault)
                continue
            try:
                with file.open("rb") as stream:
                    time = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
                    yield from _opened(path, time, stream)
            except OSError as error:
                yield Member(path, None, b"", f"cannot be read: {error.strerror}")


def _of_zip(archive: zipfile.ZipFile, inside: str = "") -> Iterator[Member]:
    unpacked = 0
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        path = f"{inside}/{info.filename}" if inside else info.filename
        if info.is_dir():
            continue
        if fault := _zip_fault(info):
            yield Member(path, None, b"", fault)
            continue
        if inside and unpacked > INNER_BYTES:
            yield Member(path, None, b"", f"its archive unpacks to more than {INNER_BYTES // 2**20} MiB")
            continue
        try:
            with archive.open(info) as stream:
                for member in _opened(path, _time(info), stream, nested=bool(inside)):
                    # What was read only to find that it is too large counts as well.
                    unpacked += len(member.data) or FILE_BYTES
                    yield member
        # zlib.error, EOFError, NotImplementedError and others: whatever an archive can be damaged by.
        except Exception as error:
            yield Member(path, None, b"", f"cannot be unpacked: {error}")


def _opened(
    path: str, time: datetime | None, stream: io.BufferedIOBase, nested: bool = False
) -> Iterator[Member]:
    """The file, or the files of the zip archive that it is. The size that an archive states may be a lie."""
    data = stream.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        yield Member(path, time, b"", f"larger than {FILE_BYTES // 2**20} MiB")
        return
    if nested or not path.lower().endswith(".zip") or not zipfile.is_zipfile(io.BytesIO(data)):
        yield Member(path, time, data)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as inner:
        if len(inner.infolist()) > INNER_FILES:
            yield Member(path, time, b"", f"a zip archive of more than {INNER_FILES} files")
            return
        # Times inside are the student's own clock: the archive's is what the system saw.
        for member in _of_zip(inner, inside=path):
            yield Member(member.path, time, member.data, member.fault)


def _zip_fault(info: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link, not followed"
    if info.flag_bits & 0x1:
        return "locked by a password"
    return _fault(info.filename)


def _fault(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    if path.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        return "its path leads out of the archive"
    if set(parts) & set(LEFTOVERS) or parts[-1].startswith("._"):
        return "left by the computer, not by the student"
    return ""


def _time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:
        return None
