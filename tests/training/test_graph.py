"""CUDA graphs: the same training with fewer launches. All but the first tests need a CUDA device."""

import copy
from dataclasses import replace

import pandas as pd
import pytest
import torch
from lightning.pytorch.callbacks import Callback
from torch import nn

from helpers.training import fit, graph, models
from helpers.training.graph import CudaGraph, Recorded
from helpers.training.run import Run

pytestmark = pytest.mark.filterwarnings("ignore:::lightning")


def on_cuda(test):
    skip = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
    return pytest.mark.gpu(skip(test))


def images(count=8, size_px=32):
    generator = torch.Generator().manual_seed(3)
    x = torch.rand(count, 3, size_px, size_px, generator=generator).cuda()
    return x.contiguous(memory_format=torch.channels_last)


class Compact(nn.Module):
    """A network and the loss of its logits, always the same from the start."""

    def __init__(self, dropout=0.0):
        super().__init__()
        torch.manual_seed(1)
        self.network = models.build("compact", num_classes=4, size_px=32, dropout=dropout)

    def forward(self, x):
        logits = self.network(x)
        return logits.square().mean(), logits


@pytest.fixture
def exact(monkeypatch):
    """Convolutions in float32, not in the shorter TF32."""
    monkeypatch.setattr(torch.backends.cudnn, "allow_tf32", False)


@pytest.fixture
def nothing_recorded(monkeypatch):
    """Recording is an error."""

    def forbidden(*arguments):
        raise AssertionError("this is not to be recorded")

    monkeypatch.setattr(graph, "Recorded", forbidden)


def test_a_cpu_trains_without(config, tmp_path, nothing_recorded):
    fit.fit(replace(config, epochs=1, accelerator="cpu"), tmp_path / "run")


class StandIn:
    """What `Recorded` does, without a device: gradients in memory of their own."""

    def __init__(self, loss, network):
        self.loss, self.parameters, self.gradients = loss, list(network.parameters()), None

    def __call__(self, *inputs):
        outputs = self.loss(*inputs)
        found = torch.autograd.grad(outputs[0], self.parameters)
        self.gradients = self.gradients or [gradient.clone() for gradient in found]
        for parameter, gradient, value in zip(self.parameters, self.gradients, found, strict=True):
            parameter.grad = gradient.copy_(value)
        return tuple(value.detach() for value in outputs)


def test_the_module_trains_on_the_gradients_of_a_recorded_step(config, tmp_path, monkeypatch):
    fit.fit(config, tmp_path / "plain")

    def start(callback, trainer, pl_module, batch, batch_idx):
        pl_module.recorded = pl_module.recorded or StandIn(pl_module.training_loss, pl_module)

    monkeypatch.setattr(CudaGraph, "on_train_batch_start", start)
    fit.fit(config, tmp_path / "recorded")
    plain, recorded = (Run(tmp_path / name).history() for name in ("plain", "recorded"))
    pd.testing.assert_frame_equal(plain, recorded)


def test_what_is_compiled_is_not_recorded(config, tmp_path):
    config = replace(config, compile=True)
    _, trainer = fit.build(config, fit.load_data(config), tmp_path)
    assert not any(isinstance(c, CudaGraph) for c in trainer.callbacks)


@on_cuda
def test_the_same_gradients_as_without(exact):
    batches = [images() * scale for scale in (1.0, 0.5, 0.8)]
    plain, network = Compact().cuda(), Compact().cuda()
    before = copy.deepcopy(network.state_dict())
    recorded = Recorded(network, batches[:1], network)
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())
    for batch in batches:
        plain.zero_grad()
        loss, logits = plain(batch)
        loss.backward()
        found_loss, found_logits = recorded(batch)
        torch.testing.assert_close(found_loss, loss.detach())
        torch.testing.assert_close(found_logits, logits.detach(), rtol=1e-4, atol=1e-5)
        for p, q in zip(network.parameters(), plain.parameters(), strict=True):
            assert torch.linalg.norm(p.grad - q.grad) <= 1e-3 * torch.linalg.norm(q.grad) + 1e-6
    for name, value in plain.state_dict().items():
        torch.testing.assert_close(network.state_dict()[name], value, rtol=1e-4, atol=1e-5)


@on_cuda
def test_dropout_draws_anew_and_follows_the_seed():
    network = Compact(dropout=0.5).cuda()
    state = torch.cuda.get_rng_state()
    recorded = Recorded(network, [images()], network)
    assert torch.equal(torch.cuda.get_rng_state(), state)
    found = []
    for _ in range(2):
        torch.manual_seed(7)
        found.append([recorded(images())[1].clone() for _ in range(2)])
    (first, second), again = found
    assert not torch.equal(first, second)
    torch.testing.assert_close([first, second], again)


@on_cuda
@pytest.mark.parametrize(("precision", "tolerance"), [("32-true", 1e-3), ("bf16-mixed", 0.05)])
def test_a_run_is_that_of_eager_kernels(config, tmp_path, monkeypatch, exact, precision, tolerance):
    """At a low rate: rounding does not grow, as it does where training is at the edge of its stability."""
    config = replace(
        config, model="compact", optimizer="sgd", learning_rate=1e-3, precision=precision, accelerator="cuda"
    )
    fit.fit(config, tmp_path / "recorded")
    monkeypatch.setattr(CudaGraph, "on_train_batch_start", Callback.on_train_batch_start)
    fit.fit(config, tmp_path / "plain")
    recorded, plain = (Run(tmp_path / name).history()["train_loss"] for name in ("recorded", "plain"))
    assert recorded.to_numpy() == pytest.approx(plain.to_numpy(), rel=tolerance)
    assert plain.iloc[-1] < plain.iloc[0]


@on_cuda
def test_a_scaled_loss_is_not_recorded(config, tmp_path, nothing_recorded):
    config = replace(config, epochs=1, precision="16-mixed", accelerator="cuda")
    fit.fit(config, tmp_path / "run")


@on_cuda
def test_what_cannot_be_recorded_is_trained_without(config, tmp_path):
    config = replace(config, epochs=2, accelerator="cuda")
    data = fit.load_data(config)
    model, trainer = fit.build(config, data, tmp_path)
    looks = []
    model.model.register_forward_hook(lambda module, inputs, logits: looks.append(logits.sum().item()))
    with pytest.warns(UserWarning, match="training goes on without CUDA graphs"):
        trainer.fit(model, datamodule=data)
    assert trainer.current_epoch == 2 and model.recorded is None
    assert len(looks) > 2 * data.steps_per_epoch(1)


class Watch(Callback):
    """Any wait for the device is an error, from the first step of the second epoch to its last."""

    def on_train_batch_start(self, trainer, pl_module, batch, batch_idx):
        if trainer.current_epoch:
            torch.cuda.set_sync_debug_mode("error")

    def on_train_batch_end(self, trainer, pl_module, outputs, batch, batch_idx):
        if trainer.is_last_batch:
            torch.cuda.set_sync_debug_mode("default")

    def on_exception(self, trainer, pl_module, exception):
        torch.cuda.set_sync_debug_mode("default")


@on_cuda
def test_no_step_waits_for_the_device(config, tmp_path):
    config = replace(config, model="compact", epochs=2, accelerator="cuda", val_fraction=0.0, select="last")
    data = fit.load_data(config)
    model, trainer = fit.build(config, data, tmp_path)
    trainer.callbacks.insert(0, Watch())
    trainer.fit(model, datamodule=data)
    assert trainer.current_epoch == 2
