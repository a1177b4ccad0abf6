"""Checkpoint files: atomic, never code, clear about damage."""

import pickle

import pytest
import torch

from helpers.config import TrainConfig
from helpers.errors import InputError
from helpers.training.checkpoint import AtomicCheckpointIO, export_weights, read_checkpoint
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
    AtomicCheckpointIO().save_checkpoint(content, file)
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
        file.write(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(torch, "save", fails_half_way)
    with pytest.raises(OSError, match="disk full"):
        AtomicCheckpointIO().save_checkpoint({}, checkpoint)
    assert checkpoint.read_bytes() == before
    assert list(checkpoint.parent.iterdir()) == [checkpoint]


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
