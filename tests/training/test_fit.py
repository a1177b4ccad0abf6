"""fit(): run folders, exact resume, whole checkpoints, several processes, clear refusals."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pandas as pd
import pytest
import torch

from helpers.config import TrainConfig
from helpers.data.split import make_split, read
from helpers.errors import InputError
from helpers.training import fit as fit_module
from helpers.training import rendered
from helpers.training.checkpoint import read_checkpoint
from helpers.training.fit import fit
from helpers.training.module import LightningModel
from helpers.training.run import Run, load_model


class Interrupted(Exception):
    pass


def weights(run: Run) -> dict[str, torch.Tensor]:
    return read_checkpoint(run.checkpoint("last"))["state_dict"]


def assert_same(run: Run, other: Run) -> None:
    ours, theirs = weights(run), weights(other)
    assert ours.keys() == theirs.keys()
    for name in ours:
        assert torch.equal(ours[name], theirs[name]), name
    schedulers = [read_checkpoint(r.checkpoint("last"))["lr_schedulers"] for r in (run, other)]
    assert schedulers[0] == schedulers[1]


def interrupt_at(monkeypatch, epoch: int, error: type[BaseException] = Interrupted) -> None:
    """Break off in the middle of an epoch, as a closed laptop does."""
    step = LightningModel.training_step

    def breaking(self, batch, batch_idx):
        if self.current_epoch == epoch and batch_idx == 1:
            raise error
        return step(self, batch, batch_idx)

    monkeypatch.setattr(LightningModel, "training_step", breaking)


def test_run_folder(config, tmp_path):
    run = fit(replace(config, checkpoint_epochs=2), tmp_path / "run")
    assert sorted(p.name for p in (run.folder / "checkpoints").iterdir()) == [
        "001.ckpt", "003.ckpt", "best.ckpt", "last.ckpt",
    ]  # fmt: skip
    assert run.config == replace(config, checkpoint_epochs=2)
    history = run.history()
    assert list(history["epoch"]) == [0, 1, 2, 3]
    assert history[["train_loss", "val_loss", "val_balanced_accuracy"]].notna().all(axis=None)
    assert set(run.table["split"]) == {"train", "val", "test", "out"}
    best = read_checkpoint(run.checkpoint("best"))["epoch"]
    assert history["val_balanced_accuracy"][best] == history["val_balanced_accuracy"].max()
    exported = load_model(run.folder / "weights.pt")
    images = torch.rand(2, 3, 32, 32)
    assert torch.equal(exported(images), run.load_model("last")(images))
    size = (run.folder / "weights.pt").stat().st_size
    assert size < 0.6 * run.checkpoint("last").stat().st_size, "the optimizer's state is left out"


def test_same_seed_same_weights_other_seed_others(config, tmp_path):
    short = replace(config, epochs=1)
    first, again = fit(short, tmp_path / "a"), fit(short, tmp_path / "b")
    assert_same(first, again)
    other = fit(replace(short, seed=1), tmp_path / "c")
    assert not torch.equal(weights(first)["model.hidden.1.weight"], weights(other)["model.hidden.1.weight"])


@pytest.mark.parametrize(
    "changes",
    [
        {"model": "compact", "optimizer": "sgd", "schedule": "cosine", "dropout": 0.3},
        {"optimizer": "adamw", "schedule": "plateau", "mixup": 0.2, "learning_rate": 1e-3, "gamma": 0.1},
        {
            "optimizer": "nesterov",
            "schedule": "step",
            "step_epochs": 1,
            "early_stopping": 3,
            "class_balance": False,
        },
    ],
    ids=lambda changes: changes["schedule"],
)
def test_resume_equals_an_uninterrupted_run(config, tmp_path, monkeypatch, changes):
    config = replace(config, **changes)
    whole = fit(config, tmp_path / "whole")
    with monkeypatch.context() as patch:
        interrupt_at(patch, epoch=2)
        with pytest.raises(Interrupted):
            fit(config, tmp_path / "parts")
    parts = fit(None, tmp_path / "parts", resume=True)
    assert_same(whole, parts)
    pd.testing.assert_frame_equal(whole.history(), parts.history())


def test_ctrl_c_can_be_resumed(config, tmp_path, monkeypatch):
    before = signal.getsignal(signal.SIGINT)
    with monkeypatch.context() as patch:
        interrupt_at(patch, epoch=1, error=KeyboardInterrupt)
        with pytest.raises(KeyboardInterrupt):
            fit(config, tmp_path / "parts")
    assert signal.getsignal(signal.SIGINT) is before
    assert len(fit(None, tmp_path / "parts", resume=True).history()) == config.epochs


def test_resume_before_the_first_checkpoint_starts_anew(config, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        interrupt_at(patch, epoch=0)
        with pytest.raises(Interrupted):
            fit(replace(config, epochs=1, freeze_epochs=1), tmp_path / "parts")
    parts = fit(None, tmp_path / "parts", resume=True)
    assert_same(fit(replace(config, epochs=1, freeze_epochs=1), tmp_path / "whole"), parts)


def test_resume_keeps_the_split(config, tmp_path):
    run = fit(replace(config, epochs=1), tmp_path / "run")
    before = read(run.folder / "split.csv")
    (run.folder / "config.yaml").write_text(replace(config, epochs=2, seed=9).to_yaml())
    pd.testing.assert_frame_equal(fit(None, run.folder, resume=True).table, before)


@pytest.mark.slow
def test_killed_run_resumes_from_what_was_written(config, fish, tmp_path):
    """SIGKILL leaves no time to clean up; what is on disk then must be enough."""
    config = replace(config, epochs=6)
    (tmp_path / "config.yaml").write_text(config.to_yaml())
    command = [sys.executable, "-m", "helpers.cli", "train", "--config", tmp_path / "config.yaml"]
    process = subprocess.Popen([*command, "--out", tmp_path / "killed"], stderr=subprocess.DEVNULL)
    last = tmp_path / "killed" / "checkpoints" / "last.ckpt"
    deadline = time.monotonic() + 120
    while not last.exists() or read_checkpoint(last)["epoch"] < 1:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    done = read_checkpoint(last)["epoch"] + 1  # readable, whenever the signal came
    assert done <= len(Run(tmp_path / "killed").history()) + 1  # a thread writes it while training goes on
    threads = torch.get_num_threads()
    assert_same(fit(config, tmp_path / "whole"), fit(None, tmp_path / "killed", resume=True))
    assert torch.get_num_threads() == threads


@pytest.mark.parametrize("resident", ["always", "never"])
def test_streamed_and_resident_images_are_the_same(config, tmp_path, resident):
    run = fit(replace(config, epochs=1, resident=resident), tmp_path / resident)
    reference = fit(replace(config, epochs=1), tmp_path / "auto")
    assert_same(run, reference)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="gloo processes are forked here")
def test_two_processes_train_as_one_with_the_joined_batch(config, tmp_path):
    """Averaged gradients of two half batches are those of the whole batch (no BatchNorm in the MLP)."""
    config = replace(config, model="mlp", epochs=2, precision="32-true")
    one = fit(replace(config, batch_size=16), tmp_path / "one")
    two = fit(replace(config, batch_size=8, devices=2, strategy="ddp_spawn"), tmp_path / "two")
    start = LightningModel(config, one.classes)
    moved = False
    for name, weight in weights(one).items():
        torch.testing.assert_close(weights(two)[name], weight, rtol=1e-4, atol=1e-5)
        moved |= not torch.equal(weight, start.state_dict()[name])
    assert moved


def test_one_batch_is_memorized(config, tmp_path):
    """A pipeline that cannot learn 14 images by heart has a fault; labels follow the images everywhere."""
    table = make_split(fit_module.dataset.split_table(config.data, config), folds=3, val_fraction=0)
    few = table[table["split"] == "train"].groupby("label").head(2).index
    table["split"] = "out"
    table.loc[few, "split"] = "train"
    config = replace(
        config, model="compact", epochs=25, batch_size=14, label_smoothing=0.0,
        min_area=1.0, rotation_deg=0.0, flip=0.0,
        brightness=0.0, contrast=0.0, saturation=0.0, hue=0.0, aspect=0.0, weight_decay=0.0,
        group_balance=0.0, class_balance=False,
    )  # fmt: skip
    run = fit(config, tmp_path / "run", table=table)
    assert run.history()["train_accuracy"].iloc[-1] == 1.0


def test_early_stopping_stops(config, tmp_path):
    config = replace(config, epochs=40, early_stopping=1, learning_rate=1e-9, warmup=0.0)
    run = fit(config, tmp_path / "run")
    assert len(run.history()) < 10


def test_frozen_warm_up_moves_the_head_alone(config, tmp_path, monkeypatch):
    def standing_still(self):
        return torch.optim.SGD(self.parameters(), lr=0.0)

    monkeypatch.setattr(LightningModel, "configure_optimizers", standing_still)
    run = fit(replace(config, model="compact", epochs=1, freeze_epochs=3), tmp_path / "run")
    torch.manual_seed(config.seed)
    start = LightningModel(run.config, run.classes).state_dict()
    changed = {name for name, value in weights(run).items() if not torch.equal(value, start[name])}
    learned = {name for name in changed if "running" not in name and "num_batches" not in name}
    assert learned == {"model.fc.1.weight", "model.fc.1.bias"}


def test_weights_of_another_run_start_the_backbone(config, tmp_path):
    first = fit(replace(config, epochs=1), tmp_path / "first")
    torch.manual_seed(5)
    model = LightningModel(config, first.classes, weights=str(first.folder / "weights.pt"))
    assert torch.equal(model.model.hidden[1].weight, weights(first)["model.hidden.1.weight"])
    assert not torch.equal(model.model.fc[1].weight, weights(first)["model.fc.1.weight"])
    with pytest.raises(InputError, match=r"do not fit|of another model"):
        LightningModel(
            replace(config, model="resnet18"), first.classes, weights=str(first.folder / "weights.pt")
        )


def test_rendered_weights_are_made_once_and_used(config, tmp_path, monkeypatch):
    monkeypatch.setenv("FISHCOURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(rendered, "COUNT", 70)
    monkeypatch.setattr(rendered, "SIZE_PX", 32)
    config = replace(config, weights="rendered", epochs=1, learning_rate=1e-9, warmup=0.0)
    run = fit(config, tmp_path / "first")
    source = Run(rendered.run_folder(config))
    name = "model.hidden.1.weight"
    torch.testing.assert_close(weights(run)[name], weights(source)[name], atol=1e-5, rtol=0)
    before = source.checkpoint("last").stat().st_mtime_ns
    assert_same(run, fit(config, tmp_path / "second"))
    assert source.checkpoint("last").stat().st_mtime_ns == before
    assert run.config.weights == "rendered"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"model": "resnet19"}, "unknown model"),
        ({"optimizer": "adm"}, "unknown optimizer"),
        ({"schedule": "cos"}, "unknown schedule"),
        ({"split": "grouped"}, "unknown split"),
        ({"folds": 50}, "50 folds need at least 50"),
        ({"select": "best", "val_fraction": 0.0}, "raise val_fraction above 0"),
        ({"weights": "nowhere.pt"}, "nowhere.pt does not exist"),
        ({"data": "nowhere"}, "nowhere does not exist"),
        ({"strategy": "telepathy"}, "Lightning refuses these settings"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_wrong_settings_leave_nothing_behind(config, tmp_path, changes, words):
    with pytest.raises(InputError, match=words) as caught:
        fit(replace(config, **changes), tmp_path / "run")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "run").exists()


def test_a_start_that_was_killed_before_its_configuration_was_written_can_be_repeated(config, tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "split.csv").write_text("half writ", encoding="utf-8")
    assert fit(config, tmp_path / "run").config == config


def test_a_folder_that_holds_a_run_is_not_overwritten(config, tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="already holds a run or other files"):
        fit(config, tmp_path / "run")
    with pytest.raises(InputError, match="is no run folder"):
        fit(None, tmp_path / "run", resume=True)


def test_precision_follows_the_hardware(monkeypatch):
    config = TrainConfig(accelerator="cpu")
    monkeypatch.setattr(fit_module, "_cpu_has_bf16", lambda: True)
    assert fit_module.precision(config) == "bf16-mixed"
    monkeypatch.setattr(fit_module, "_cpu_has_bf16", lambda: False)
    assert fit_module.precision(config) == "32-true"
    assert fit_module.precision(replace(config, precision="bf16-mixed")) == "bf16-mixed"
