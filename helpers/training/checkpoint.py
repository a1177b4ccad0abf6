"""Checkpoint files: whole or not there, and read as data, never as code.

>>> content = read_checkpoint(Path("runs/first/checkpoints/last.ckpt"))
>>> content["hyper_parameters"]["classes"]
"""

import copy
import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import torch
from lightning.pytorch.plugins.io import TorchCheckpointIO

from helpers.errors import InputError

# Names whose checkpoints may wait to be written; each takes the memory of a model and its optimizer.
MOST_WAITING = 2


class AtomicCheckpointIO(TorchCheckpointIO):
    """Checkpoints that are whole or not there, written while training goes on, and read as data only.

    Where the disk is slower than the training, a newer checkpoint takes the place of one of the same name
    that still waits. A write that failed shows at the next checkpoint, or at the end.
    """

    def __init__(self):
        self.waiting: dict[Path, Any] = {}
        self.writing: Future | None = None
        self.lock = threading.Lock()

    def __reduce__(self) -> tuple:
        return type(self), ()  # a process that is spawned has nothing to write yet

    def save_checkpoint(self, checkpoint: dict[str, Any], path: Any, storage_options: Any = None) -> None:
        path = Path(path)
        failed = self.writing is not None and self.writing.done()
        if failed or (path not in self.waiting and len(self.waiting) >= MOST_WAITING):
            self.teardown()
        content = _snapshot(checkpoint)
        with self.lock:
            self.waiting[path] = content
            if self.writing is None:
                writer = ThreadPoolExecutor(max_workers=1)
                self.writing = writer.submit(self._write)
                writer.shutdown(wait=False)  # its thread ends when nothing waits

    def _write(self) -> None:
        while True:
            with self.lock:
                if not self.waiting:
                    self.writing = None
                    return
                path = next(iter(self.waiting))
                content = self.waiting.pop(path)
            write_data(content, path)

    def teardown(self) -> None:
        """Wait until all is on the disk; raises what a write raised."""
        with self.lock:
            writing = self.writing
        if writing is None:
            return
        try:
            writing.result()
        finally:
            self.writing = None
            self.waiting.clear()

    def load_checkpoint(
        self, path: Any, map_location: Any = None, weights_only: Any = None
    ) -> dict[str, Any]:
        return read_data(Path(path))


def write_data(content: Any, file: Path) -> None:
    """Write with torch.save: beside, flushed to the disk, then renamed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f"{file.name}.{os.getpid()}.partial")
    try:
        torch.save(content, partial)
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


def _snapshot(value: Any) -> Any:
    """A copy that training does not change any more, its tensors on the CPU."""
    if isinstance(value, torch.Tensor):
        return value.detach().to("cpu", copy=True)
    if isinstance(value, dict):
        copied = copy.copy(value)  # an OrderedDict of weights also has attributes
        copied.update({key: _snapshot(part) for key, part in value.items()})
        return copied
    if isinstance(value, list | tuple):
        return type(value)(map(_snapshot, value))
    return copy.deepcopy(value)


def read_data(file: Path) -> Any:
    """Read what torch.save wrote, as plain tensors and values; code in it is refused, not run.

    Raises InputError where the file is missing or damaged.
    """
    try:
        return torch.load(file, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise InputError(f"{file} does not exist: give a checkpoint file") from None
    except Exception as error:  # torch.load raises whatever the damaged bytes lead it to
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise InputError(
            f"{file} cannot be read as a checkpoint: damaged, or no such file ({reason})"
        ) from None


def read_checkpoint(file: Path) -> dict[str, Any]:
    """Read a checkpoint or weights file of a run: at least `state_dict` and `hyper_parameters`.

    Raises InputError where the file is missing, damaged or something else.
    """
    content = read_data(file)
    parts = {"state_dict", "hyper_parameters"}
    if (
        not isinstance(content, dict)
        or not parts <= set(content)
        or "classes" not in content["hyper_parameters"]
    ):
        raise InputError(f"{file} cannot be read as a checkpoint: it is not one of ours")
    return content


def export_weights(file: Path, out: Path) -> None:
    """Write the weights of a checkpoint without optimizer and loop state, loadable by `load_model`."""
    content = read_checkpoint(file)
    kept = {key: content[key] for key in ("state_dict", "hyper_parameters", "pytorch-lightning_version")}
    write_data(kept, out)
