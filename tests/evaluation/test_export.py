import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from helpers.data import augment
from helpers.errors import InputError
from helpers.evaluation import export
from helpers.evaluation.export import export_onnx
from helpers.evaluation.predict import Predictor
from helpers.training import models
from helpers.training.run import Run

pytest.importorskip("onnx")
pytest.importorskip("onnxscript")
onnxruntime = pytest.importorskip("onnxruntime")

# What someone needs who has the file and nothing of ours: no torch, no helpers.
CLASSIFY = """
import json, sys
import numpy as np, onnxruntime
from PIL import Image, ImageOps
session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
about = session.get_modelmeta().custom_metadata_map
side = int(about["side_px"])
photos = [ImageOps.exif_transpose(Image.open(file)).convert("RGB") for file in sys.argv[2:]]
pixels = [np.asarray(photo.resize((side, side), Image.Resampling.LANCZOS)) for photo in photos]
images = np.stack(pixels).transpose(0, 3, 1, 2)
(probabilities,) = session.run(["probabilities"], {"images": images})
assert "torch" not in sys.modules and "helpers" not in sys.modules
print(json.dumps([dict(zip(json.loads(about["classes"]), map(float, p))) for p in probabilities]))
"""


@pytest.fixture(scope="module")
def file(tiny_run, tmp_path_factory):
    return export_onnx(tiny_run, tmp_path_factory.mktemp("export") / "fish.onnx")


def test_the_file_alone_says_what_the_run_says(tiny_run, file):
    table = tiny_run.table
    photos = [Path(tiny_run.config.data) / path for path in table.loc[table["split"] == "test", "path"][:3]]
    done = subprocess.run(
        [sys.executable, "-c", CLASSIFY, file, *photos], capture_output=True, text=True, cwd=file.parent
    )
    assert done.returncode == 0, done.stderr
    said = Predictor([tiny_run], tta=False).files(photos, top=99).rows
    for alone, row in zip(json.loads(done.stdout), said, strict=True):
        assert sorted(alone) == list(tiny_run.classes)
        for guess in row["top"]:
            assert alone[guess["label"]] == pytest.approx(guess["probability"], abs=1e-4)


def test_any_number_of_images(tiny_run, file):
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    (images,), (probabilities,) = session.get_inputs(), session.get_outputs()
    assert (images.name, images.type, images.shape[1:]) == ("images", "tensor(uint8)", [3, 43, 43])
    assert (probabilities.name, probabilities.shape[1:]) == ("probabilities", [7])
    model = tiny_run.load_model()
    rng = np.random.default_rng(0)
    for count in (1, 2, 5, 33):
        pixels = rng.integers(0, 256, (count, 3, 43, 43), dtype=np.uint8)
        (found,) = session.run(None, {"images": pixels})
        with torch.inference_mode():
            expected = model(augment.resize(torch.from_numpy(pixels), size_px=32)).softmax(1)
        np.testing.assert_allclose(found, expected, atol=export.TOLERANCE)


def test_the_file_says_how_to_use_it(tiny_run, file):
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    about = session.get_modelmeta().custom_metadata_map
    assert json.loads(about["classes"]) == list(tiny_run.classes)
    assert about["side_px"] == "43" and "43 x 43" in about["preprocessing"]
    assert about["model"] == "compact" and json.loads(about["versions"])["torch"] == torch.__version__


@pytest.mark.parametrize(("from_px", "to_px"), [(43, 32), (128, 96), (85, 64)])
def test_resizing_by_a_matrix_is_resizing(from_px, to_px):
    images = torch.randint(0, 256, (2, 3, from_px, from_px), dtype=torch.uint8)
    matrix = export._resize_matrix(from_px, to_px)
    torch.testing.assert_close(
        matrix @ (images.float() / 255) @ matrix.T, augment.resize(images, size_px=to_px)
    )


def test_a_model_that_differs_leaves_no_file(tiny_run, file, tmp_path, monkeypatch):
    model = tiny_run.load_model()
    with torch.no_grad():
        models.head(model.model)[1].bias[0] += 0.01
    monkeypatch.setattr(tiny_run, "load_model", lambda: model)
    monkeypatch.setattr(export, "_write", lambda exported, partial: shutil.copy(file, partial))
    (tmp_path / "old.onnx").write_bytes(b"an older export")
    with pytest.raises(InputError, match=r"differs from PyTorch by .* at batch size 1"):
        export_onnx(tiny_run, tmp_path / "old.onnx")
    assert [path.name for path in tmp_path.iterdir()] == ["old.onnx"]
    assert (tmp_path / "old.onnx").read_bytes() == b"an older export"
    assert export_onnx(tiny_run, tmp_path / "unchecked.onnx", check=False).stat().st_size > 1e6


def test_a_wrong_place_gets_one_line(tiny_run, tmp_path, monkeypatch):
    monkeypatch.setattr(export, "_write", None)  # refused before the work, not after
    with pytest.raises(InputError, match=r"must end in \.onnx"):
        export_onnx(tiny_run, tmp_path / "fish.pt")
    with pytest.raises(InputError, match="cannot be written"):
        export_onnx(tiny_run, tmp_path / "missing" / "fish.onnx")
    (tmp_path / "folder.onnx").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        export_onnx(tiny_run, tmp_path / "folder.onnx")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.onnx"]


@pytest.mark.parametrize("module", ["onnx", "onnxscript", "onnxruntime"])
def test_a_missing_extra_is_named(tiny_run, tmp_path, monkeypatch, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf"{module}.*fishcourse\[export\]"):
        export_onnx(tiny_run, tmp_path / "fish.onnx")
    assert not list(tmp_path.iterdir())


def test_a_damaged_checkpoint_leaves_no_file(tiny_run, tmp_path):
    folder = shutil.copytree(tiny_run.folder, tmp_path / "run")
    Run(folder).checkpoint("last").write_bytes(b"damaged")
    with pytest.raises(InputError, match="cannot be read as a checkpoint"):
        export_onnx(Run(folder), tmp_path / "fish.onnx")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
