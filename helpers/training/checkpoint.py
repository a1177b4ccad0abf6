"""Checkpoint files: whole or not there, and read as data, never as code.

>>> content = read_checkpoint(Path("runs/first/checkpoints/last.ckpt"))
>>> content["hyper_parameters"]["classes"]
"""

import os
from pathlib import Path
from typing import Any

import torch
from lightning.pytorch.plugins.io import TorchCheckpointIO

from helpers.errors import InputError


class AtomicCheckpointIO(TorchCheckpointIO):
    """Checkpoints that are whole or not there: written beside, flushed, then renamed; read as data only."""

    def save_checkpoint(self, checkpoint: dict[str, Any], path: Any, storage_options: Any = None) -> None:
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
        try:
            with partial.open("wb") as file:
                torch.save(checkpoint, file)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)

    def load_checkpoint(
        self, path: Any, map_location: Any = None, weights_only: Any = None
    ) -> dict[str, Any]:
        return read_data(Path(path))


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
    AtomicCheckpointIO().save_checkpoint(kept, out)
