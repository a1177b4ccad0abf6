"""The learning-rate range test: one short training whose rate grows at every batch, and what its loss tells.

L. N. Smith 2017, "Cyclical learning rates for training neural networks", arXiv:1506.01186, section 3.3. The
growing in equal factors and the smoothed loss are the custom of today's libraries.

>>> test = range_test(net, torch.optim.SGD(net.parameters(), lr=0.1), batches)
>>> test.lowest / 10, test.steepest, test.figure()
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from math import inf, isfinite
from pathlib import Path

import numpy as np
import torch
from matplotlib.figure import Figure
from torch import Tensor, nn
from torch.optim import Optimizer

from helpers import plots
from helpers.config import TrainConfig
from helpers.data.catalog import Progress
from helpers.errors import InputError
from helpers.training import fit

# Share of the test over which losses are averaged: a tenth of the batches, a tenth of the way in log rate.
SPAN = 0.1
# The test ends where the smoothed loss exceeds its lowest value so many times, as in other libraries.
STOP = 4.0


def classification(net: nn.Module, batch: Sequence[Tensor]) -> Tensor:
    """Mean cross-entropy of a batch (images, labels, ...)."""
    return nn.functional.cross_entropy(net(batch[0]), batch[1])


@dataclass(frozen=True)
class RangeTest:
    """What a range test saw, a value a batch: the rate of the step, the loss before it."""

    rates: tuple[float, ...]  # growing
    losses: tuple[float, ...]  # the last one may be infinite or not a number
    smoothed: tuple[float, ...]  # running mean of the losses
    lag: int  # steps by which the running mean shows late what the losses did
    diverged: bool  # False: the highest rate was still tolerated, so a higher one should be tried

    @property
    def lowest(self) -> float:
        """The rate at which the smoothed loss was lowest: already too high to train with, or nearly so."""
        return self.rates[self._lowest]

    @property
    def highest(self) -> float:
        """The last rate that was tried: where the loss diverged, if it did."""
        return self.rates[-1]

    @property
    def steepest(self) -> float:
        """The rate at which the loss falls fastest per factor of the rate, on the way to `lowest`.

        It is found on the running mean, and the lag of the mean is taken off.
        """
        begin, end = self._settled, self._lowest + 1
        if end - begin < 2:
            return self.lowest
        # Rates grow in equal factors, so a difference of neighbours is a slope.
        step = begin + int(np.argmin(np.gradient(self.smoothed[begin:end])))
        return self.rates[max(0, step - self.lag)]

    @property
    def suggestion(self) -> float:
        """A tenth of `lowest`: a rate to start a search from, not the end of one."""
        return self.lowest / 10

    @property
    def _settled(self) -> int:
        """The first step whose running mean rests on enough batches; the last finite one where none does."""
        return min(self.lag, sum(map(isfinite, self.smoothed)) - 1)

    @property
    def _lowest(self) -> int:
        return self._settled + int(np.nanargmin(self.smoothed[self._settled :]))

    def figure(self) -> Figure:
        """Loss against rate, with the suggestion and the steepest point marked."""
        marks = {"a tenth of the lowest": self.suggestion, "steepest": self.steepest}
        return plots.range_test(self.rates, self.losses, self.smoothed, marks)

    def to_dict(self) -> dict:
        """Plain values, for JSON; a loss that is not finite becomes None."""
        numbers = {
            "rates": self.rates,
            "losses": [loss if isfinite(loss) else None for loss in self.losses],
            "smoothed": [loss if isfinite(loss) else None for loss in self.smoothed],
        }
        marks = ("suggestion", "steepest", "lowest", "highest", "diverged")
        return {name: getattr(self, name) for name in marks} | {k: list(v) for k, v in numbers.items()}

    def table(self) -> str:
        """The marked rates as text."""
        end = "the loss diverged" if self.diverged else "the highest rate tried; the loss did not diverge"
        rows = [
            (self.suggestion, "a tenth of the rate with the lowest loss"),
            (self.steepest, "the loss falls fastest"),
            (self.lowest, "the loss is lowest"),
            (self.highest, end),
        ]
        return "\n".join(["learning rate", *(f"{rate:13.2e}  {what}" for rate, what in rows)])


def range_test(
    net: nn.Module,
    optimizer: Optimizer,
    batches: Iterable[Sequence[Tensor]],
    *,
    loss: Callable[[nn.Module, Sequence[Tensor]], Tensor] = classification,
    low: float = 1e-5,
    high: float = 10.0,
    steps: int = 100,
    smoothing: float | None = None,
    stop: float = STOP,
) -> RangeTest:
    """Train `net` for a few batches while the rate grows from low to high in equal factors.

    batches: (inputs, targets, ...), gone through again where they are too few; loss: of the net on a batch, a
    mean. The rate is that of the optimizer's first parameter group; the others keep their ratio to it.
    smoothing: share of the running mean that a new loss leaves, in [0, 1); None: a mean over a tenth of
    the steps. stop: the test ends where the running mean exceeds this many times its lowest value so far, or
    a loss is not finite.

    Afterwards the weights, buffers, gradients and modes of the net, the state of the optimizer and the random
    states of torch, numpy and Python are what they were, whatever happened. Raises InputError for a range,
    number of steps or smoothing that makes no sense, a rate of 0 in the optimizer, and for no batches.
    """
    if smoothing is None:
        smoothing = max(0.0, 1 - 1 / (SPAN * max(1, steps)))
    if not (0 < low < high < inf and steps >= 2 and 0 <= smoothing < 1 and stop > 1):
        raise InputError(
            "a range test needs 0 < low < high, at least 2 steps, smoothing in [0, 1) and stop above 1, "
            f"got {low:g}, {high:g}, {steps}, {smoothing:g} and {stop:g}"
        )
    if any(group["lr"] <= 0 for group in optimizer.param_groups):
        raise InputError(
            "a parameter group has the rate 0: give it the rate that it shall have by comparison"
        )
    rates = np.geomspace(low, high, steps).tolist()
    losses: list[float] = []
    smoothed: list[float] = []
    mean, diverged = 0.0, False
    with _restored(net, optimizer):
        ratios = [group["lr"] / optimizer.param_groups[0]["lr"] for group in optimizer.param_groups]
        net.train()
        for rate, batch in zip(rates, _again_and_again(batches), strict=False):
            for group, ratio in zip(optimizer.param_groups, ratios, strict=True):
                group["lr"] = rate * ratio
            optimizer.zero_grad()
            value = loss(net, batch)
            losses.append(value.item())
            if not isfinite(losses[0]):
                raise InputError(f"the loss of the first batch is {losses[0]}: mend that before any rate")
            mean = smoothing * mean + (1 - smoothing) * losses[-1]
            smoothed.append(mean / (1 - smoothing ** len(losses)))  # else it would start near 0
            diverged = not isfinite(mean) or smoothed[-1] > stop * min(smoothed)
            if diverged:
                break
            value.backward()
            optimizer.step()
    # A mean that forgets by `smoothing` a step is late by smoothing / (1 - smoothing) steps.
    lag = round(smoothing / (1 - smoothing))
    return RangeTest(tuple(rates[: len(losses)]), tuple(losses), tuple(smoothed), lag, diverged)


def lr_find(
    config: TrainConfig,
    *,
    low: float = 1e-6,
    high: float = 10.0,
    steps: int = 100,
    progress: Progress | None = None,
) -> RangeTest:
    """The range test of the run that `config` describes, from its start weights, in 32 bits.

    Nothing is written. Raises InputError where `fit.fit` would, and for a range that makes no sense.
    """
    with torch.random.fork_rng():
        data = fit.load_data(config, progress=progress)
        _model, trainer = fit.build(config, data, Path("unused"))
        model = fit.start_model(config, data, progress=progress).to(trainer.strategy.root_device)
        optimizer = model.configure_optimizers()["optimizer"]
        torch.manual_seed(config.seed)  # of dropout

        def loss(net: nn.Module, batch: Sequence[Tensor]) -> Tensor:
            images, _labels, targets = (part.to(trainer.strategy.root_device) for part in batch)
            smoothing = config.label_smoothing
            return nn.functional.cross_entropy(net(images), targets, label_smoothing=smoothing)

        return range_test(
            model, optimizer, data.train_dataloader(), loss=loss, low=low, high=high, steps=steps
        )


def _again_and_again(batches: Iterable) -> Iterator:
    while True:
        count = 0
        for count, batch in enumerate(batches, start=1):  # noqa: B007
            yield batch
        if not count:
            raise InputError("a range test needs batches, and there are none (or no more: give a list)")


@contextmanager
def _restored(net: nn.Module, optimizer: Optimizer) -> Iterator[None]:
    """Puts back whatever a training step changes, in place, so that all who hold a tensor keep it."""
    tensors = [(t, t.detach().clone()) for t in chain(net.parameters(), net.buffers())]
    gradients = [(p, p.grad) for p in net.parameters()]
    modes = [(module, module.training) for module in net.modules()]
    state = deepcopy(optimizer.state_dict())
    devices = {p.device for p in net.parameters() if p.device.type == "cuda"}
    python, numpy = random.getstate(), np.random.get_state()
    for p, _gradient in gradients:
        p.grad = None  # what was there is kept aside, untouched
    try:
        with torch.random.fork_rng(devices=[device.index for device in devices]):
            yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)
        optimizer.load_state_dict(state)
        for module, training in modes:
            module.training = training
        for p, gradient in gradients:
            p.grad = gradient
        with torch.no_grad():
            for tensor, before in tensors:
                tensor.copy_(before)
