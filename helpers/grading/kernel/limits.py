"""What one submission may use: time, memory, processes, files, output.

>>> Limits(wall_s=60).cpu_s
240
"""

from dataclasses import asdict, dataclass, replace

from helpers.errors import InputError

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; the default is an assignment of the course with room to spare.

    wall_s: from the first cell to the last. memory_mib: of all its processes, beyond what the warm process
    shares with them. processes: threads count as well. file_mib: one file; disk_mib: each of its folders.
    output_kib: what a cell may print, and a notebook four times as much.
    """

    wall_s: float = 60.0
    memory_mib: int = 4096
    processes: int = 256
    open_files: int = 1024
    file_mib: int = 256
    disk_mib: int = 512
    output_kib: int = 1024

    def __post_init__(self):
        for name, value in asdict(self).items():
            if not value > 0:
                raise InputError(f"{name} is {value}: it must be above 0")

    @property
    def cpu_s(self) -> int:
        """CPU time of one process: four cores for as long as it may last, since wall time is what counts."""
        return int(4 * self.wall_s)

    def lasting(self, wall_s: float) -> "Limits":
        """The same limits with another wall time."""
        return replace(self, wall_s=wall_s)
