"""Optimizers, groups and schedules against torch's own."""

import pytest
import torch
from torch import nn

from helpers.errors import InputError
from helpers.training.optim import (
    OPTIMIZERS,
    SCHEDULES,
    build_optimizer,
    build_schedule,
    factor,
    parameter_groups,
)


@pytest.fixture
def model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4 * 36, 2))


def groups(model, **changes):
    options = {"learning_rate": 0.1, "head_rate_ratio": 10.0, "weight_decay": 0.01, **changes}
    return parameter_groups(model, model[3], **options)


def test_groups_part_head_and_decay(model):
    made = {group["name"]: group for group in groups(model)}
    assert {name: len(group["params"]) for name, group in made.items()} == {
        "backbone/decay": 1,  # the convolution's weight
        "backbone/no-decay": 3,  # its bias, the norm's scale and shift
        "head/decay": 1,
        "head/no-decay": 1,
    }
    assert made["head/decay"]["lr"] == pytest.approx(1.0) and made["backbone/decay"]["lr"] == 0.1
    assert made["head/no-decay"]["weight_decay"] == 0 and made["head/decay"]["weight_decay"] == 0.01
    listed = [p for group in made.values() for p in group["params"]]
    assert len(listed) == len(set(listed)) == len(list(model.parameters()))


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_lowers_the_loss(name, model):
    optimizer = build_optimizer(name, groups(model, head_rate_ratio=1.0), learning_rate=0.01)
    x, y = torch.rand(8, 3, 8, 8), torch.arange(8) % 2
    losses = []
    for _ in range(30):
        loss = nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]


def test_nesterov_is_torchs_and_differs_from_sgd():
    def run(optimizer_of):
        weight = nn.Parameter(torch.tensor([[1.0]]))
        optimizer = optimizer_of([{"params": [weight]}])
        for _ in range(5):
            optimizer.zero_grad()
            (weight**2).sum().backward()
            optimizer.step()
        return weight.item()

    ours = run(lambda g: build_optimizer("nesterov", g, learning_rate=0.1, momentum=0.9))
    torchs = run(lambda g: torch.optim.SGD(g, lr=0.1, momentum=0.9, nesterov=True))
    plain = run(lambda g: build_optimizer("sgd", g, learning_rate=0.1, momentum=0.9))
    assert ours == pytest.approx(torchs) and ours != pytest.approx(plain)


TORCHS = {
    "constant": lambda o: torch.optim.lr_scheduler.ConstantLR(o, factor=1.0),
    "step": lambda o: torch.optim.lr_scheduler.StepLR(o, step_size=5, gamma=0.5),
    "multistep": lambda o: torch.optim.lr_scheduler.MultiStepLR(o, milestones=[10, 15], gamma=0.5),
    "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=20),
    "linear": lambda o: torch.optim.lr_scheduler.LinearLR(
        o, start_factor=1.0, end_factor=0.0, total_iters=20
    ),
    "rsqrt": lambda o: torch.optim.lr_scheduler.LambdaLR(o, lambda epoch: (1 + epoch) ** -0.5),
    "restarts": lambda o: torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(o, T_0=5, T_mult=2),
}


@pytest.mark.parametrize("name", TORCHS)
def test_schedule_agrees_with_torchs(name):
    """One step an epoch over 20 epochs, so that both count in the same unit."""
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = TORCHS[name](optimizer)
    for step in range(20):
        ours = factor(name, step=step, steps=20, epochs=20, step_epochs=5, gamma=0.5)
        assert ours == pytest.approx(optimizer.param_groups[0]["lr"], abs=1e-6), f"at step {step}"
        optimizer.step()
        scheduler.step()


def test_onecycle_peaks_once_and_ends_at_zero():
    curve = [factor("onecycle", step=s, steps=100) for s in range(101)]
    assert (
        curve[0] == pytest.approx(1 / 25) and max(curve) == pytest.approx(1) and curve[-1] == pytest.approx(0)
    )
    assert curve.index(max(curve)) == 30


@pytest.mark.parametrize("name", SCHEDULES)
def test_warmup_climbs_to_the_peak(name):
    climb = [factor(name, step=s, steps=100, warmup_steps=10, epochs=10.0) for s in range(10)]
    assert climb == sorted(climb) and 0 < climb[0] < 0.2 and climb[-1] < 1


@pytest.mark.parametrize("name", sorted(set(SCHEDULES) - {"constant", "rsqrt", "plateau"}))
def test_factor_stays_in_range(name):
    curve = [factor(name, step=s, steps=200, warmup_steps=20, epochs=20, step_epochs=3) for s in range(201)]
    assert min(curve) >= 0 and max(curve) <= 1


def test_built_schedule_steps_by_batch(model):
    optimizer = build_optimizer("sgd", groups(model), learning_rate=0.1)
    scheduler = build_schedule("cosine", optimizer, epochs=2, steps_per_epoch=5)
    for _ in range(5):
        optimizer.step()
        scheduler.step()
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.05)
    assert optimizer.param_groups[-1]["lr"] == pytest.approx(0.5), "the head keeps its ratio"


def test_unknown_names_list_the_choices(model):
    with pytest.raises(InputError, match="unknown optimizer 'adm': choose from adagrad, adam, adamw"):
        build_optimizer("adm", groups(model), learning_rate=0.1)
    with pytest.raises(InputError, match="unknown schedule 'cos': choose from constant, cosine"):
        build_schedule(
            "cos", build_optimizer("sgd", groups(model), learning_rate=0.1), epochs=1, steps_per_epoch=1
        )
