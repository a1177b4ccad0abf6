"""Trained models at work on cached pixels: class probabilities, averaged over models and mirror images.

>>> p = probabilities([Run("runs/first").load_model()], pixels)
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from helpers.data import augment
from helpers.errors import InputError
from helpers.training.fit import precision
from helpers.training.module import LightningModel

BATCH_SIZE = 256  # as in the evaluation loaders: no gradients are kept, so it may be large


def probabilities(
    models: Sequence[LightningModel],
    pixels: np.ndarray | Tensor,
    *,
    tta: bool = False,
    device: torch.device | str | None = None,
    batch_size: int = BATCH_SIZE,
) -> Tensor:
    """Mean softmax of `models` for every image: float32 (N, K) on the CPU, rows that sum to 1.

    pixels: uint8 (N, 3, S, S), an array, a memory map or a tensor; each model gets them at its own size_px.
    tta: average over the image and its mirror image as well (test-time augmentation).
    device: where to compute; None: the accelerator where there is one. Models are back on theirs afterwards.
    Raises InputError for no model, models of different classes, pixels of another type or shape, and models
    whose answers are not finite.
    """
    classes = shared_classes(models)
    if pixels.ndim != 4 or pixels.shape[1] != 3 or str(pixels.dtype).removeprefix("torch.") != "uint8":
        raise InputError(f"pixels are {pixels.dtype} {tuple(pixels.shape)}: expected uint8 (N, 3, S, S)")
    total = torch.zeros(len(pixels), len(classes))
    with on_device(models, device) as target, torch.inference_mode():
        for start in range(0, len(pixels), batch_size):
            images = to_tensor(pixels[start : start + batch_size]).to(target)
            for model in models:
                total[start : start + batch_size] += _softmax(model, images, tta).cpu()
    if not total.isfinite().all():
        raise InputError("the model's answers are not finite: its training diverged; train with a lower rate")
    return total / len(models)


def shared_classes(models: Sequence[LightningModel]) -> tuple[str, ...]:
    """The classes that all models tell apart; raises InputError for no model and for different classes."""
    if not models:
        raise InputError("no model was given: give at least one")
    for model in models[1:]:
        if model.classes != models[0].classes:
            raise InputError(
                f"the models tell different classes apart ({', '.join(models[0].classes)}; "
                f"{', '.join(model.classes)}): only models of the same classes can be averaged"
            )
    return models[0].classes


def usable(device: torch.device | str | None) -> torch.device:
    """The device, or the accelerator for None; raises InputError for one that is not there."""
    if device is None:
        return torch.accelerator.current_accelerator(check_available=True) or torch.device("cpu")
    try:
        return torch.empty(0, device=device).device
    except (RuntimeError, AssertionError):  # AssertionError: this build of torch knows no CUDA
        raise InputError(f"device {str(device)!r} is not available: try cpu") from None


@contextmanager
def on_device(
    models: Sequence[LightningModel], device: torch.device | str | None = None
) -> Iterator[torch.device]:
    """Move models to `device` (None: the accelerator, if any), in eval mode, and back afterwards."""
    chosen = usable(device)
    before = [(model, model.device, model.training) for model in models]
    try:
        for model in models:
            model.to(chosen).eval()
        yield chosen
    finally:
        for model, home, training in before:
            model.to(home).train(training)


def autocast(model: LightningModel, device: torch.device) -> torch.autocast:
    """The autocast that `model` was trained under, as far as `device` has it."""
    chosen = precision(replace(model.config, accelerator=device.type))
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=chosen == "bf16-mixed")


def to_tensor(images: np.ndarray | Tensor) -> Tensor:
    """A slice of pixels as a tensor; read from its file where it is memory-mapped."""
    return images if isinstance(images, Tensor) else torch.from_numpy(np.array(images))


def _softmax(model: LightningModel, images: Tensor, tta: bool) -> Tensor:
    x = augment.resize(images, size_px=model.config.size_px)
    with autocast(model, images.device):
        logits = [model(view) for view in ([x, x.flip(3)] if tta else [x])]
    return torch.stack(logits).float().softmax(dim=2).mean(dim=0)
