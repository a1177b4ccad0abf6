"""A run becomes one ONNX file that needs nothing of this package: photo pixels in, class probabilities out.

Everything after the photo's decoding is inside the file: the antialiased resize, the normalization, the
network and the softmax. Its classes and the little that remains to do outside are in its metadata.

>>> export_onnx(Run("runs/first"), "fish.onnx")
"""

import json
import os
from pathlib import Path

import torch
import torchvision
from torch import Tensor, nn

from helpers.data import augment
from helpers.data.datamodule import cache_px
from helpers.errors import InputError, require
from helpers.training.module import LightningModel
from helpers.training.run import Run

# The first opset whose operators torch's exporter writes without conversion.
OPSET = 18
CHECKED_BATCHES = (1, 2, 7)
TOLERANCE = 1e-4  # on probabilities
PREPROCESSING = (
    "Decode the photo as 8-bit RGB with its EXIF rotation applied, resize it to {side} x {side} pixels "
    "(squeezed, not cropped; Lanczos), and give uint8 values in the order (image, channel, row, column)."
)


class Exported(nn.Module):
    """Cached pixels to probabilities: uint8 (N, 3, C, C) to float32 (N, K), C = cache_px(size_px)."""

    def __init__(self, model: LightningModel):
        super().__init__()
        self.model = model
        self.side_px = cache_px(model.config.size_px)
        # Antialiased resizing is linear and separable, so resizing the unit vectors gives its matrix (S, C);
        # that is two matrix products in every runtime, where the operator itself differs between them.
        self.register_buffer("shrink", _resize_matrix(self.side_px, model.config.size_px))

    def forward(self, images: Tensor) -> Tensor:
        x = self.shrink @ (images.float() / 255) @ self.shrink.T
        return self.model(x).softmax(dim=1)


def export_onnx(run: Run, file: str | Path, *, check: bool = True) -> Path:
    """Write the selected model of `run` to `file` (.onnx) and return its path.

    The input `images` is uint8 (N, 3, C, C) for any N, C the side of the training cache; the output
    `probabilities` is float32 (N, K). metadata_props hold `classes` (JSON list, in the order of K), `model`,
    `side_px` (C), `preprocessing` (in words) and `versions` (JSON).
    check: run the file with onnxruntime at batch sizes 1, 2 and 7; it must agree with PyTorch to 1e-4.
    Raises InputError where the file cannot be written, an extra is missing, the model cannot be exported, or
    the check fails; no file is left then.
    """
    onnx = require("onnx", extra="export")
    require("onnxscript", extra="export")
    if check:
        require("onnxruntime", extra="export")
    file = Path(file)
    if file.suffix.lower() != ".onnx":
        raise InputError(f"{file} must end in .onnx")
    if file.is_dir():
        raise InputError(f"{file} is a folder: choose another file name")
    # The process id keeps two exports to one file apart; the suffix stays, for tools that look at it.
    partial = file.with_name(f".{file.stem}.{os.getpid()}.partial.onnx")
    try:
        partial.touch()
        model = run.load_model()
        exported = Exported(model).eval()
        _write(exported, partial)
        content = onnx.load(str(partial))
        onnx.helper.set_model_props(content, _metadata(model, exported.side_px))
        onnx.save(content, str(partial))
        if check:
            _check(exported, partial)
        partial.replace(file)
    except OSError as error:
        raise InputError(
            f"{file} cannot be written: {error.strerror}; choose a file in a writable folder"
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return file


def _write(exported: Exported, file: Path) -> None:
    # Two images, because the exporter takes a dimension of 1 for a constant.
    example = torch.zeros(2, 3, exported.side_px, exported.side_px, dtype=torch.uint8)
    try:
        torch.onnx.export(
            exported,
            (example,),
            str(file),
            input_names=["images"],
            output_names=["probabilities"],
            dynamic_shapes=({0: torch.export.Dim("batch")},),
            opset_version=OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    except torch.onnx.OnnxExporterError as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"{exported.model.config.model} cannot be exported to ONNX: {reason}") from error


def _metadata(model: LightningModel, side_px: int) -> dict[str, str]:
    versions = {"torch": torch.__version__, "torchvision": torchvision.__version__}
    return {
        "classes": json.dumps(model.classes, ensure_ascii=False),
        "model": model.config.model,
        "side_px": str(side_px),
        "preprocessing": PREPROCESSING.format(side=side_px),
        "versions": json.dumps(versions),
    }


def _check(exported: Exported, file: Path) -> None:
    onnxruntime = require("onnxruntime", extra="export")
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    generator = torch.Generator().manual_seed(0)
    side = exported.side_px
    for count in CHECKED_BATCHES:
        images = torch.randint(0, 256, (count, 3, side, side), generator=generator, dtype=torch.uint8)
        with torch.inference_mode():
            x = augment.resize(images, size_px=exported.model.config.size_px)
            expected = exported.model(x).softmax(dim=1)
        (found,) = session.run(["probabilities"], {"images": images.numpy()})
        difference = (torch.from_numpy(found) - expected).abs().max().item()
        if not difference <= TOLERANCE:  # NaN too
            raise InputError(
                f"the exported model differs from PyTorch by {difference:.1e} at batch size {count}: "
                f"at most {TOLERANCE:g} is allowed; no file was written"
            )


def _resize_matrix(from_px: int, to_px: int) -> Tensor:
    """The matrix (to_px, from_px) of augment.resize along one side."""
    unit = torch.eye(from_px)[None, None]
    rows = nn.functional.interpolate(unit, size=(to_px, from_px), mode="bilinear", antialias=True)
    return rows[0, 0]
