"""fishcourse as people meet it: the whole loop, and one clear line for each kind of bad input."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from helpers.cli import main

FAST = ["--model", "mlp", "--weights", "none", "--size-px", "32", "--epochs", "2"]
FAST += ["--folds", "3", "--val-fraction", "0.25"]


@pytest.fixture(scope="session")
def photos(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "photos"
    options = ["--count", "210", "--size", "32", "--leaky"]
    assert main(["data", "render", "--out", str(folder), *options]) == 0
    return folder


@pytest.fixture(scope="session")
def run(photos, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli-run") / "run"
    assert (
        main(["train", "--data", str(photos), "--out", str(folder), *FAST, "--checkpoint-epochs", "1"]) == 0
    )
    return folder


def call(capsys, *arguments) -> str:
    """Run a command that must succeed; returns what it printed."""
    capsys.readouterr()
    assert main([str(argument) for argument in arguments]) == 0
    return capsys.readouterr().out


def refused(capsys, *arguments) -> str:
    """Run a command that must be refused; returns its one line."""
    capsys.readouterr()
    assert main([str(argument) for argument in arguments]) == 2
    error = capsys.readouterr().err
    lines = [line for line in error.splitlines() if line.startswith("fishcourse: ")]
    assert len(lines) == 1 and error.rstrip().endswith(lines[0]), error
    return lines[0]


def test_help_is_quick():
    """No heavy import on the way: torch alone would take seconds (the time itself is not asserted)."""
    code = """
import sys
import helpers.cli
try:
    helpers.cli.main(["--help"])
except SystemExit:
    pass
assert not {"torch", "lightning", "pandas", "numpy", "yaml"} & set(sys.modules)
"""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    print(f"help took {time.perf_counter() - started:.2f} s")


def test_audit(photos, tmp_path, capsys):
    out = call(capsys, "data", "audit", photos, "--json", tmp_path / "a.json", "--sheet", tmp_path / "s.png")
    assert "source" in out
    assert json.loads((tmp_path / "a.json").read_text())
    assert Image.open(tmp_path / "s.png").size[0] > 100


def test_train_leaves_a_whole_run_folder(run):
    names = {path.name for path in run.iterdir()}
    assert names >= {"config.yaml", "split.csv", "metrics.csv", "metrics.json", "report.html", "weights.pt"}
    assert {p.stem for p in (run / "checkpoints").iterdir()} == {"000", "001", "best", "last"}


def test_lr_find(photos, tmp_path, capsys):
    files = "--json", tmp_path / "t.json", "--figure", tmp_path / "t.png"
    out = call(capsys, "lr-find", "--data", photos, *FAST, "--steps", "20", *files)
    assert "loss is lowest" in out
    found = json.loads((tmp_path / "t.json").read_text())
    assert len(found["rates"]) == len(found["losses"]) and found["suggestion"] < found["lowest"]
    assert Image.open(tmp_path / "t.png").size[0] > 100


@pytest.mark.parametrize(
    ("flag", "value", "words"),
    [
        ("--low", "20", "0 < low < high"),
        ("--steps", "0", "at least 2 steps"),
        ("--figure", "curve.txt", "ends in .png"),
        ("--optimizer", "adm", "unknown optimizer 'adm'"),
    ],
)
def test_lr_find_refuses(photos, capsys, flag, value, words):
    assert words in refused(capsys, "lr-find", "--data", photos, *FAST, flag, value)


def test_evaluate(run, tmp_path, capsys):
    copy = shutil.copytree(run, tmp_path / "run")
    out = call(capsys, "evaluate", copy, "--json", tmp_path / "m.json", "--checkpoint", "000")
    assert "balanced accuracy" in out
    assert json.loads((tmp_path / "m.json").read_text())["checkpoint"] == "000"


def test_cross_validate(run, tmp_path, capsys):
    copy = shutil.copytree(run, tmp_path / "run")
    assert "balanced accuracy" in call(capsys, "evaluate", copy, "--folds", "3")
    assert len(list((copy / "folds3").glob("fold*/weights.pt"))) == 3


def test_predict_photo_folder_and_ensemble(run, photos, tmp_path, capsys):
    photo = sorted(photos.rglob("*.jpg"))[0]
    out = call(capsys, "predict", run, photo, "--with", run, "--json", tmp_path / "p.json", "--top", "2")
    assert photo.name in out
    rows = json.loads((tmp_path / "p.json").read_text())["rows"]
    assert len(rows) == 1 and len(rows[0]["top"]) == 2


def test_export(run, tmp_path, capsys):
    call(capsys, "export", run, "--weights", tmp_path / "w.pt")
    assert (tmp_path / "w.pt").read_bytes()[:2] == b"PK"


def test_resume_of_a_finished_run_changes_nothing(run, tmp_path, capsys):
    copy = shutil.copytree(run, tmp_path / "run")
    before = (copy / "predictions.csv").read_text()
    call(capsys, "train", "--out", copy, "--resume")
    assert (copy / "predictions.csv").read_text() == before


def test_missing_folder(tmp_path, capsys):
    assert "does not exist" in refused(capsys, "data", "audit", tmp_path / "none")
    line = refused(capsys, "train", "--data", tmp_path / "none", "--out", tmp_path / "run")
    assert "does not exist" in line and not (tmp_path / "run").exists()


def test_empty_folder(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert "holds no images" in refused(
        capsys, "train", "--data", tmp_path / "empty", "--out", tmp_path / "run"
    )


def test_one_class_only(photos, tmp_path, capsys):
    one = tmp_path / "one"
    shutil.copytree(photos / "Train" / "Healthy Fish", one / "Healthy Fish")
    line = refused(capsys, "train", "--data", one, "--out", tmp_path / "run")
    assert "1 class" in line and "at least 2" in line


def test_fewer_groups_than_folds(photos, tmp_path, capsys):
    line = refused(capsys, "train", "--data", photos, "--out", tmp_path / "run", "--folds", "60")
    assert "60 folds need at least 60" in line


def test_corrupt_checkpoint(run, tmp_path, capsys):
    copy = shutil.copytree(run, tmp_path / "run")
    last = copy / "checkpoints" / "last.ckpt"
    last.write_bytes(last.read_bytes()[:1000])
    assert "cannot be read as a checkpoint" in refused(capsys, "evaluate", copy)
    assert "cannot be read as a checkpoint" in refused(capsys, "train", "--out", copy, "--resume")


def test_checkpoint_of_other_classes(run, tmp_path, capsys):
    copy = shutil.copytree(run, tmp_path / "run")
    split = copy / "split.csv"
    split.write_text(split.read_text().replace("Healthy Fish", "Dead Fish"))
    assert "was trained on other classes" in refused(capsys, "evaluate", copy)


@pytest.mark.parametrize(
    ("flag", "value", "words"),
    [
        ("--model", "resnet19", "unknown model 'resnet19': choose from mlp, compact"),
        ("--optimizer", "adm", "unknown optimizer 'adm': choose from adagrad, adam"),
        ("--schedule", "cos", "unknown schedule 'cos': choose from constant, cosine"),
        ("--split", "grouped", "unknown split 'grouped': choose from folder, random"),
        ("--epochs", "0", "epochs is 0: it must be >= 1"),
        ("--learning-rate", "-0.1", "learning_rate is -0.1: it must be > 0"),
    ],
)
def test_wrong_settings(photos, tmp_path, capsys, flag, value, words):
    line = refused(capsys, "train", "--data", photos, "--out", tmp_path / "run", *FAST, flag, value)
    assert words in line
    assert not (tmp_path / "run").exists()


def test_image_that_is_a_text_file(run, tmp_path, capsys):
    (tmp_path / "fish.jpg").write_text("this is no photo")
    assert "fish.jpg: not an image" in refused(capsys, "predict", run, tmp_path / "fish.jpg")


def test_output_folder_that_holds_a_run(run, photos, capsys):
    before = sorted(run.rglob("*"))
    assert "already holds a run" in refused(capsys, "train", "--data", photos, "--out", run, *FAST)
    assert sorted(run.rglob("*")) == before


def test_resume_takes_no_other_settings(run, capsys):
    assert "keeps its settings" in refused(capsys, "train", "--out", run, "--resume", "--epochs", "9")


def test_no_run_folder(tmp_path, capsys):
    assert "is no run folder" in refused(capsys, "evaluate", tmp_path)


def test_unwritable_json_is_said_before_the_work(photos, tmp_path, capsys):
    line = refused(capsys, "data", "audit", photos, "--json", tmp_path / "none" / "a.json")
    assert "cannot be written" in line


def test_demo_does_not_overwrite(tmp_path, capsys):
    assert "exists" in refused(capsys, "demo", "--out", tmp_path)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("check",), "lies in no course"),
        (("build", "--check"), "lies in no course"),
        (("translate",), "lies in no course"),
        (("answers", "ps07_momentum"), "lies in no course"),
        (("lab", "--language", "vi"), "no folder"),
        (("grade", "ps07", "--sandbox", "none"), "0 assignments begin with ps07"),
        (("collect", "ps07_momentum", "missing.zip"), "missing.zip"),
        (("report", "ps07_momentum"), "gradebook"),
    ],
)
def test_course_commands_outside_a_course_say_so(command, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert words in refused(capsys, *command)
    assert not [path for path in tmp_path.iterdir() if path.name != "gradebook.db"]


def test_course_commands_run_on_the_course(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(Path(__file__).parents[1])
    assert main(["check", "--json", str(tmp_path / "check.json")]) == 0
    assert capsys.readouterr().out == "nothing to mend\n"
    assert json.loads((tmp_path / "check.json").read_text()) == {"findings": []}
    assert main(["build", "--check", "ps07_momentum"]) == 0
    assert "'ps99'" in refused(capsys, "answers", "ps99")
