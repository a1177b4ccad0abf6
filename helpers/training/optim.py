"""Optimizers and schedules by name, and the four parameter groups they work on.

A schedule is a pure function of the step: step, steps in all -> factor on the peak rate. Only `plateau`
needs to see the validation loss, and is torch's own class.

>>> optimizer = build_optimizer("sgd", groups, learning_rate=0.05, momentum=0.9)
>>> factor("cosine", step=50, steps=100)
0.5
"""

from collections.abc import Callable
from math import cos, pi, sqrt

import torch
from torch import nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR, LRScheduler, ReduceLROnPlateau

from helpers.errors import choose


def parameter_groups(
    model: nn.Module, head: nn.Module, *, learning_rate: float, head_rate_ratio: float, weight_decay: float
) -> list[dict]:
    """Split the weights into backbone/head x decay/no-decay; empty groups are left out.

    The head learns at head_rate_ratio times the rate. Biases and the scales and shifts of norms (all that
    has fewer than two dimensions) are not decayed: pulling them to zero does not make the function simpler.
    """
    in_head = set(head.parameters())
    groups = []
    for part in ("backbone", "head"):
        for decayed in (True, False):
            parameters = [
                p
                for p in model.parameters()
                if (p in in_head) == (part == "head") and (p.ndim > 1) == decayed
            ]
            if parameters:
                groups.append(
                    {
                        "name": f"{part}/{'decay' if decayed else 'no-decay'}",
                        "params": parameters,
                        "lr": learning_rate * (head_rate_ratio if part == "head" else 1.0),
                        "weight_decay": weight_decay if decayed else 0.0,
                    }
                )
    return groups


def _sgd(groups: list[dict], rate: float, momentum: float, fused: bool) -> Optimizer:
    return torch.optim.SGD(groups, lr=rate, momentum=momentum, fused=fused)


def _nesterov(groups: list[dict], rate: float, momentum: float, fused: bool) -> Optimizer:
    return torch.optim.SGD(groups, lr=rate, momentum=momentum, nesterov=momentum > 0, fused=fused)


OPTIMIZERS: dict[str, Callable[[list[dict], float, float, bool], Optimizer]] = {
    "sgd": _sgd,
    "nesterov": _nesterov,
    "adagrad": lambda groups, rate, momentum, fused: torch.optim.Adagrad(groups, lr=rate),
    "rmsprop": lambda groups, rate, momentum, fused: torch.optim.RMSprop(groups, lr=rate, momentum=momentum),
    "adam": lambda groups, rate, momentum, fused: torch.optim.Adam(groups, lr=rate, fused=fused),
    "adamw": lambda groups, rate, momentum, fused: torch.optim.AdamW(groups, lr=rate, fused=fused),
    "nadam": lambda groups, rate, momentum, fused: torch.optim.NAdam(groups, lr=rate),
    "radam": lambda groups, rate, momentum, fused: torch.optim.RAdam(groups, lr=rate),
}


def build_optimizer(
    name: str, groups: list[dict], *, learning_rate: float, momentum: float = 0.9
) -> Optimizer:
    """Build a torch optimizer over `groups`; fused (one kernel for all weights) where torch has it.

    momentum is used by sgd, nesterov and rmsprop; the others have torch's default coefficients.
    Raises InputError for an unknown name.
    """
    device = groups[0]["params"][0].device.type
    return choose("optimizer", name, OPTIMIZERS)(groups, learning_rate, momentum, device in ("cpu", "cuda"))


# Schedules: the share t of the run that is over, in [0, 1], and the run's own numbers -> factor.


def _step(t: float, epochs: float, step_epochs: int, gamma: float) -> float:
    return gamma ** int(t * epochs // step_epochs)


def _multistep(t: float, epochs: float, step_epochs: int, gamma: float) -> float:
    # Drops after a half and three quarters of the run (He et al. 2016 train CIFAR so).
    return gamma ** ((t >= 0.5) + (t >= 0.75))


def _restarts(t: float, epochs: float, step_epochs: int, gamma: float) -> float:
    # SGDR (Loshchilov and Hutter 2017, arXiv:1608.03983), every cycle twice as long as the one before.
    epoch, length = t * epochs, float(step_epochs)
    while epoch >= length:
        epoch, length = epoch - length, 2 * length
    return 0.5 * (1 + cos(pi * epoch / length))


def _onecycle(t: float, epochs: float, step_epochs: int, gamma: float) -> float:
    # Smith and Topin 2018, arXiv:1708.07120: up for 30 % of the run from 1/25 of the peak, then down to none.
    if t < 0.3:
        return 1 - (1 - 1 / 25) * 0.5 * (1 + cos(pi * t / 0.3))
    return 0.5 * (1 + cos(pi * (t - 0.3) / 0.7))


SCHEDULES: dict[str, Callable[[float, float, int, float], float]] = {
    "constant": lambda t, epochs, step_epochs, gamma: 1.0,
    "step": _step,
    "multistep": _multistep,
    "plateau": lambda t, epochs, step_epochs, gamma: 1.0,  # its drops are ReduceLROnPlateau's
    "cosine": lambda t, epochs, step_epochs, gamma: 0.5 * (1 + cos(pi * t)),
    "linear": lambda t, epochs, step_epochs, gamma: 1 - t,
    "rsqrt": lambda t, epochs, step_epochs, gamma: 1 / sqrt(1 + t * epochs),
    "onecycle": _onecycle,
    "restarts": _restarts,
}


def factor(
    name: str,
    *,
    step: int,
    steps: int,
    warmup_steps: int = 0,
    epochs: float = 1.0,
    step_epochs: int = 1,
    gamma: float = 0.5,
) -> float:
    """Factor on the peak learning rate at `step` of `steps` (both in optimizer steps, from 0).

    The first warmup_steps climb linearly; the schedule proper covers the rest. step_epochs and gamma belong
    to step, multistep, plateau and restarts. Raises InputError for an unknown name.
    """
    schedule = choose("schedule", name, SCHEDULES)
    if step < warmup_steps:
        return (step + 1) / (warmup_steps + 1)
    t = min(1.0, (step - warmup_steps) / max(1, steps - warmup_steps))
    return schedule(t, epochs * (1 - warmup_steps / steps), step_epochs, gamma)


def build_schedule(
    name: str,
    optimizer: Optimizer,
    *,
    epochs: int,
    steps_per_epoch: int,
    warmup: float = 0.0,
    step_epochs: int = 10,
    gamma: float = 0.5,
) -> LRScheduler:
    """Build the scheduler of `name`, to be stepped after every optimizer step ("plateau": every epoch).

    warmup: share of the run with a linear climb, in [0, 0.5]; `plateau` has none.
    Raises InputError for an unknown name.
    """
    if name == "plateau":
        # A drop after three epochs without a better loss, well inside a run of tens of epochs.
        return ReduceLROnPlateau(optimizer, factor=gamma, patience=3)
    choose("schedule", name, SCHEDULES)
    steps = epochs * steps_per_epoch
    return LambdaLR(
        optimizer,
        lambda step: factor(
            name,
            step=step,
            steps=steps,
            warmup_steps=round(warmup * steps),
            epochs=epochs,
            step_epochs=step_epochs,
            gamma=gamma,
        ),
    )
