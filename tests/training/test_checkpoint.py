"""Checkpoint files: atomic, never code, clear about damage."""

import pickle
import threading
import time
from collections import OrderedDict
from concurrent.futures import wait

import pytest
import torch

from helpers.config import TrainConfig
from helpers.errors import InputError
from helpers.training import checkpoint as checkpoints
from helpers.training.checkpoint import AtomicCheckpointIO, export_weights, read_checkpoint, write_data
from helpers.training.module import LightningModel
from helpers.training.run import load_model

CLASSES = ("healthy", "sick")


@pytest.fixture
def checkpoint(tmp_path):
    torch.manual_seed(0)
    model = LightningModel(TrainConfig(model="mlp", size_px=8), CLASSES)
    content = {
        "state_dict": model.state_dict(),
        "hyper_parameters": dict(model.hparams),
        "pytorch-lightning_version": "2.6.0",
        "optimizer_states": [{"momentum": torch.zeros(10_000)}],
    }
    file = tmp_path / "last.ckpt"
    write_data(content, file)
    return file


class Payload:
    def __init__(self, file):
        self.file = file

    def __reduce__(self):
        return (open, (self.file, "w"))


def test_code_in_a_checkpoint_is_not_run(tmp_path):
    victim = tmp_path / "victim"
    for save in (torch.save, lambda content, file: file.write_bytes(pickle.dumps(content))):
        save(
            {"state_dict": Payload(str(victim)), "hyper_parameters": {"classes": []}}, tmp_path / "evil.ckpt"
        )
        with pytest.raises(InputError, match="cannot be read as a checkpoint"):
            read_checkpoint(tmp_path / "evil.ckpt")
        assert not victim.exists()


def test_a_half_written_checkpoint_does_not_replace_a_whole_one(checkpoint, monkeypatch):
    before = checkpoint.read_bytes()

    def fails_half_way(content, file):
        file.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(torch, "save", fails_half_way)
    saving = AtomicCheckpointIO()
    saving.save_checkpoint({}, checkpoint)
    with pytest.raises(OSError, match="disk full"):
        saving.teardown()
    assert checkpoint.read_bytes() == before
    assert list(checkpoint.parent.iterdir()) == [checkpoint]


@pytest.fixture
def slow_disk(monkeypatch):
    """A disk that writes once its event is set, and the list of what it has written: (name, content)."""
    ready, written = threading.Event(), []

    def write(content, file):
        assert ready.wait(20)
        if content == "broken":
            raise OSError("disk full")
        written.append((file.name, content))

    monkeypatch.setattr(checkpoints, "write_data", write)
    return ready, written


def test_training_goes_on_while_a_checkpoint_is_written(tmp_path, slow_disk):
    """What is written is what was when it was saved; of one name the newest is enough."""
    ready, written = slow_disk
    weights, loop = torch.zeros(1), {"epochs": [0]}
    saving = AtomicCheckpointIO()
    for epoch in range(1, 5):
        weights += 1
        loop["epochs"].append(epoch)
        state = {"state": OrderedDict(a=weights), "loops": (loop,)}
        saving.save_checkpoint(state, tmp_path / "last.ckpt")
        while epoch == 1 and saving.waiting:
            time.sleep(0.001)  # until the disk has begun with the first
        saving.save_checkpoint(state, tmp_path / "best.ckpt")
    threading.Timer(0.1, ready.set).start()
    saving.save_checkpoint({}, tmp_path / "001.ckpt")  # one name too many: it waits for the disk
    saving.teardown()
    assert [name for name, _ in written] == ["last.ckpt", "best.ckpt", "last.ckpt", "001.ckpt"]
    assert [content["state"]["a"].item() for _, content in written[:3]] == [1, 4, 4]
    assert [len(content["loops"][0]["epochs"]) for _, content in written[:3]] == [2, 5, 5]


def test_a_write_that_failed_shows_at_the_next_checkpoint(tmp_path, slow_disk):
    ready, written = slow_disk
    ready.set()
    saving = AtomicCheckpointIO()
    saving.save_checkpoint("broken", tmp_path / "last.ckpt")
    wait([saving.writing])
    with pytest.raises(OSError, match="disk full"):
        saving.save_checkpoint({}, tmp_path / "last.ckpt")
    saving.save_checkpoint({}, tmp_path / "last.ckpt")
    saving.teardown()
    assert written == [("last.ckpt", {})]


@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda data: b"", lambda data: b"text"]
)
def test_damaged_files_get_one_line(checkpoint, damage):
    checkpoint.write_bytes(damage(checkpoint.read_bytes()))
    with pytest.raises(InputError, match=r"last\.ckpt cannot be read as a checkpoint") as caught:
        read_checkpoint(checkpoint)
    assert "\n" not in str(caught.value)


def test_a_file_of_something_else(tmp_path):
    torch.save({"weights": torch.zeros(2)}, tmp_path / "other.pt")
    with pytest.raises(InputError, match="not one of ours"):
        read_checkpoint(tmp_path / "other.pt")
    with pytest.raises(InputError, match="does not exist"):
        read_checkpoint(tmp_path / "none.pt")


def test_other_classes_are_refused(checkpoint):
    assert load_model(checkpoint, classes=CLASSES).classes == CLASSES
    with pytest.raises(
        InputError, match=r"was trained on other classes \(healthy, sick\): expected sick, healthy"
    ):
        load_model(checkpoint, classes=("sick", "healthy"))


def test_exported_weights_give_the_same_logits(checkpoint, tmp_path):
    export_weights(checkpoint, tmp_path / "weights.pt")
    images = torch.rand(3, 3, 8, 8)
    assert torch.equal(load_model(checkpoint)(images), load_model(tmp_path / "weights.pt")(images))
    assert "optimizer_states" not in read_checkpoint(tmp_path / "weights.pt")
