import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from helpers.config import TrainConfig
from helpers.data import augment, cache
from helpers.data.datamodule import cache_px
from helpers.errors import InputError
from helpers.evaluation import predict, reject
from helpers.evaluation.inference import probabilities
from helpers.evaluation.predict import Predictor, expand
from helpers.training.checkpoint import read_checkpoint, write_data
from helpers.training.module import LightningModel
from helpers.training.run import Run


def untrained(seed=0, size_px=32, classes=("a", "b", "c"), **options):
    torch.manual_seed(seed)
    config = TrainConfig(size_px=size_px, precision="32-true", **options)
    return LightningModel(config, classes).eval()


@pytest.fixture(scope="module")
def pixels():
    return np.random.default_rng(0).integers(0, 256, (7, 3, 43, 43), dtype=np.uint8)


@pytest.fixture
def fish(tiny_run, tmp_path):
    """Three test photos of the run, copied to a folder of their own; the folder and their rows."""
    table = tiny_run.table
    rows = np.flatnonzero(table["split"] == "test")[:3]
    for i, row in enumerate(rows):
        shutil.copy(Path(tiny_run.config.data) / table["path"].iloc[row], tmp_path / f"fish{i}.jpg")
    return tmp_path, rows


@pytest.fixture(scope="module")
def predictor(tiny_run):
    return Predictor([tiny_run], device="cpu")


def copy_of(run, folder, **changes):
    """The run again with some of its configuration changed, in its checkpoint as well."""
    shutil.copytree(run.folder, folder)
    (folder / "config.yaml").write_text(replace(run.config, **changes).to_yaml(), encoding="utf-8")
    file = run.checkpoint(run.config.select)
    content = read_checkpoint(file)
    content["hyper_parameters"]["config"].update(changes)
    write_data(content, folder / "checkpoints" / file.name)
    return Run(folder)


def test_probabilities_are_the_mean_softmax_of_models_and_mirror_images(pixels):
    models = [untrained(0), untrained(1, size_px=24)]
    expected = []
    for model in models:
        x = augment.resize(torch.from_numpy(pixels), size_px=model.config.size_px)
        with torch.no_grad():
            expected += [model(x).softmax(1), model(x.flip(3)).softmax(1)]
    found = probabilities(models, pixels, tta=True, device="cpu")
    torch.testing.assert_close(found, torch.stack(expected).mean(0))
    torch.testing.assert_close(probabilities(models[:1], pixels, device="cpu"), expected[0])
    assert found.dtype == torch.float32 and not found.is_inference()
    assert not torch.allclose(expected[0], expected[1], atol=1e-4)  # or mirroring would not be tested


def test_probabilities_take_arrays_memory_maps_and_tensors_in_any_batches(pixels, tmp_path):
    np.save(tmp_path / "pixels.npy", pixels)
    mapped = np.load(tmp_path / "pixels.npy", mmap_mode="r")
    model = untrained()
    whole = probabilities([model], pixels)
    for given in (mapped, torch.from_numpy(pixels)):
        torch.testing.assert_close(probabilities([model], given, batch_size=3), whole, atol=1e-5, rtol=0)
    assert probabilities([model], pixels[:0]).shape == (0, 3)


def test_models_are_left_as_they_were(pixels):
    model = untrained().train()
    before = {key: value.clone() for key, value in model.state_dict().items()}
    probabilities([model], pixels)
    assert model.training and model.device == torch.device("cpu")
    assert all(torch.equal(value, before[key]) for key, value in model.state_dict().items())


def test_wrong_input_gets_one_line(pixels):
    model = untrained()
    with pytest.raises(InputError, match="no model"):
        probabilities([], pixels)
    with pytest.raises(InputError, match="different classes"):
        probabilities([model, untrained(classes=("a", "b", "d"))], pixels)
    for wrong in (pixels.astype(np.float32), pixels[0], pixels[:, :2]):
        with pytest.raises(InputError, match=r"uint8 \(N, 3, S, S\)"):
            probabilities([model], wrong)
    with pytest.raises(InputError, match=r"device 'cuda:99' is not available"):
        probabilities([model], pixels, device="cuda:99")
    with torch.no_grad():
        next(model.parameters()).fill_(torch.nan)
    with pytest.raises(InputError, match="diverged"):
        probabilities([model], pixels)


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_gpu_says_the_same(pixels):
    model = untrained()
    torch.testing.assert_close(
        probabilities([model], pixels, device="cuda"),
        probabilities([model], pixels, device="cpu"),
        atol=1e-2,
        rtol=0,
    )
    assert model.device == torch.device("cpu")


def test_a_new_photo_goes_through_the_decoding_of_the_training_images(tiny_run, predictor, fish):
    folder, rows = fish
    size = cache_px(tiny_run.config.size_px)
    pixels = cache.decode(tiny_run.config.data, tiny_run.table, size_px=size)[rows]
    expected = probabilities([tiny_run.load_model()], pixels, tta=tiny_run.config.tta)
    answered = predictor.files([folder], top=99).rows
    for row, p in zip(answered, expected, strict=True):
        found = {guess["label"]: guess["probability"] for guess in row["top"]}
        torch.testing.assert_close(torch.tensor([found[name] for name in tiny_run.classes]), p)
        assert list(found.values()) == sorted(found.values(), reverse=True)
    opened = predictor.images([Image.open(folder / "fish0.jpg").convert("RGB")], top=99)
    assert opened[0].keys() == answered[0].keys() - {"path"} and opened[0]["answer"] == answered[0]["answer"]
    for one, other in zip(opened[0]["top"], answered[0]["top"], strict=True):
        assert one["label"] == other["label"]
        assert one["probability"] == pytest.approx(other["probability"], abs=1e-5)
    assert predictor.images([]) == []


def test_files_folders_and_patterns_each_once(tmp_path):
    for name in ("a.jpg", "b.png", "sub/c.jpg", "[x].jpg", ".hidden.jpg", ".git/d.jpg", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    def names(*paths):
        found, failed = expand([str(tmp_path / path) for path in paths])
        assert not failed
        return [path.relative_to(tmp_path).as_posix() for path in found]

    assert names("") == ["[x].jpg", "a.jpg", "b.png", "sub/c.jpg"]
    assert names("*.jpg", "a.jpg") == ["[x].jpg", "a.jpg"]
    assert names("**/*.jpg") == ["[x].jpg", "a.jpg", "sub/c.jpg"]
    assert names("b.png", "s*") == ["b.png", "sub/c.jpg"]
    assert names("[x].jpg") == ["[x].jpg"]  # a file first, a pattern second


def test_bad_files_are_named_and_do_not_stop_the_rest(predictor, fish, tmp_path_factory):
    folder, _ = fish
    (folder / "notes.jpg").write_text("no image")
    (folder / "empty.png").touch()
    empty = tmp_path_factory.mktemp("empty")
    said = predictor.files([folder, folder / "gone.jpg", empty, folder / "*.tiff"])
    assert [Path(row["path"]).name for row in said.rows] == ["fish0.jpg", "fish1.jpg", "fish2.jpg"]
    reasons = {Path(bad["path"]).name: bad["reason"] for bad in said.failed}
    assert "not an image" in reasons["notes.jpg"] and "empty file" in reasons["empty.png"]
    assert "no such file" in reasons["gone.jpg"] and "no such file" in reasons["*.tiff"]
    assert "holds no files" in reasons[empty.name]
    assert "notes.jpg: not an image" in said.table()
    for wrong in ([folder], [folder / "gone.jpg", folder / "fish0.jpg"]):
        with pytest.raises(InputError, match=r"empty\.png|gone\.jpg"):
            predictor.files(wrong, strict=True)
    for nothing in ([folder / "notes.jpg"], [empty], []):
        with pytest.raises(InputError, match="there is no photo to diagnose"):
            predictor.files(nothing)
    with pytest.raises(InputError, match="top is 0"):
        predictor.files([folder / "fish0.jpg"], top=0)


def test_answers_are_json_and_a_table(predictor, fish):
    folder, _ = fish
    Image.new("RGB", (60, 40)).save(folder / "black.png")
    said = predictor.files([folder], top=2)
    assert json.loads(json.dumps(said.to_dict())) == said.to_dict()
    black, *others = said.rows
    assert black["answer"] == "not sure" and black["sure"] is False and black["reason"]
    assert all(len(row["top"]) == 2 for row in said.rows)
    assert any(row["sure"] and row["answer"] == row["top"][0]["label"] for row in others)
    lines = said.table().splitlines()
    assert len(lines) == 5 and f"not sure: {black['reason']}" in lines[1] and "%" in lines[2]


def test_many_files_keep_their_order_across_batches(predictor, fish, monkeypatch):
    folder, _ = fish
    for i in range(3, 8):
        shutil.copy(folder / f"fish{i % 3}.jpg", folder / f"fish{i}.jpg")
    (folder / "fish4a.jpg").touch()
    whole = predictor.files([folder]).rows
    monkeypatch.setattr(predict, "BATCH_SIZE", 3)
    steps = []
    said = predictor.files([folder], progress=lambda items, what, total: steps.append(total) or items)
    assert [row["path"] for row in said.rows] == [str(folder / f"fish{i}.jpg") for i in range(8)]
    assert [row["answer"] for row in said.rows] == [row["answer"] for row in whole] and steps == [3]


def test_several_runs_are_averaged(tiny_run, fish, tmp_path):
    folder, _ = fish
    larger = copy_of(tiny_run, tmp_path / "larger", size_px=40)  # the weights fit any size
    both = Predictor([tiny_run, larger]).files([folder / "fish0.jpg"], top=99).rows[0]["top"]
    each = [
        Predictor([run]).files([folder / "fish0.jpg"], top=99).rows[0]["top"] for run in (tiny_run, larger)
    ]
    single = [{guess["label"]: guess["probability"] for guess in top} for top in each]
    assert single[0] != single[1]
    for guess in both:
        mean = (single[0][guess["label"]] + single[1][guess["label"]]) / 2
        assert guess["probability"] == pytest.approx(mean, abs=1e-6)


def test_half_of_the_runs_are_enough_to_be_not_sure(tiny_run, fish):
    folder, _ = fish
    several = Predictor([tiny_run] * 3)
    never, always = (
        replace(several.rejectors[0], limits=torch.full((3,), limit)) for limit in (torch.inf, -torch.inf)
    )

    def sure(*rejectors):
        several.models = several.models[:1] * len(rejectors)
        several.rejectors = list(rejectors)
        return several.files([folder / "fish0.jpg"]).rows[0]["sure"]

    assert sure(never, never, always) and not sure(never, always, always)
    assert not sure(never, always) and sure(never) and not sure(always)


def test_without_validation_images_nothing_is_not_sure_and_the_answer_says_so(tiny_run, fish, tmp_path):
    folder, _ = fish
    run = copy_of(tiny_run, tmp_path / "blind")
    table = run.table.replace({"split": {"val": "train"}})
    table.to_csv(run.folder / "split.csv", index=False)
    (run.folder / reject.FILE).unlink(missing_ok=True)
    said = Predictor([Run(run.folder)]).files([folder])
    assert all(row["sure"] is None and row["answer"] == row["top"][0]["label"] for row in said.rows)
    assert "no validation images" in said.note and said.note in said.table()


def test_the_configuration_decides_on_mirror_images_unless_told(tiny_run, fish, tmp_path):
    folder, _ = fish
    mirrored = copy_of(tiny_run, tmp_path / "mirrored", tta=True)

    def best(run, **options):
        return Predictor([run], **options).files([folder / "fish0.jpg"]).rows[0]["top"][0]["probability"]

    assert best(mirrored) == best(tiny_run, tta=True) != best(tiny_run) == best(mirrored, tta=False)
