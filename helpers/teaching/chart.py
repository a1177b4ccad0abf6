"""The chart of a training: what a doctor of sick runs would want to have measured, step by step and after it.

The measurements are taken by hooks of the optimizer, so the training code stays as it is read.

>>> chart = Chart(optimizer)  # then note_step after each step, note_epoch after each epoch, close at the end
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from helpers.teaching.fish import CLASSES


class Chart:
    """What a training went through; accuracies in %, losses in nats, epochs counted from 0."""

    def __init__(self, optimizer: torch.optim.Optimizer):
        self.loss: list[float] = []  # of each batch, before its step
        self.gradient: list[float] = []  # norm over all weights, before each step
        self.update: list[float] = []  # length of each step, over the length of the weights
        self.rate: list[float] = []  # learning rate of each step
        self.train_loss: list[float] = []  # of each epoch, mean of its batches
        self.val_loss: list[float] = []
        self.val_accuracy: list[float] = []
        self.kept = 0  # epoch whose weights are kept
        self._parameters = [p for group in optimizer.param_groups for p in group["params"]]
        self._noted = 0
        optimizer.register_step_pre_hook(self._before)
        optimizer.register_step_post_hook(self._after)

    def note_step(self, loss: Tensor) -> None:
        """After each step: the loss (a scalar) that it started from."""
        self.loss.append(loss.item())

    def note_epoch(self, logits: Tensor, labels: Tensor) -> None:
        """After each epoch: logits (N, K) of the validation images and their labels (N,)."""
        self.val_loss.append(nn.functional.cross_entropy(logits, labels).item())
        self.val_accuracy.append(accuracy(logits, labels))
        steps = self.loss[self._noted :]
        self.train_loss.append(sum(steps) / len(steps))
        self._noted = len(self.loss)

    def close(self, net: nn.Module, fish, evaluate: Callable) -> "Chart":
        """At the end: measure the kept weights with the training's own `evaluate`; returns the chart."""
        self.net, self.fish, self.evaluate = net, fish, evaluate
        own = evaluate(net, *fish.train)
        self.own_accuracy = accuracy(own, fish.train[1])
        self.zeros = 100 * (own == 0).float().mean().item()  # logits that a ReLU has cut off, in %
        logits, labels = evaluate(net, *fish.test), fish.test[1]
        self.test_accuracy = accuracy(logits, labels)
        self.recalls = [accuracy(logits[labels == k], labels[labels == k]) for k in range(len(CLASSES))]
        order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(0))
        again = evaluate(net, fish.test[0][order], labels[order]).argmax(1)
        # A photo's answer must not depend on which photos it is asked with.
        self.company = 100 * (again != logits.argmax(1)[order]).float().mean().item()
        self.shared = shared(fish.train[0], fish.val[0])
        self.spread = (fish.val[0].std() / fish.train[0].std()).item()
        return self

    def _before(self, optimizer: torch.optim.Optimizer, _args, _kwargs) -> None:
        gradients = [p.grad.flatten() for p in self._parameters if p.grad is not None]
        self.gradient.append(torch.cat(gradients).norm().item())
        self.rate.append(optimizer.param_groups[0]["lr"])
        self._weights = self._flat()

    def _after(self, _optimizer: torch.optim.Optimizer, _args, _kwargs) -> None:
        self.update.append(((self._flat() - self._weights).norm() / self._weights.norm()).item())

    def _flat(self) -> Tensor:
        return torch.cat([p.detach().flatten() for p in self._parameters])


def accuracy(logits: Tensor, labels: Tensor) -> float:
    """Share of images whose largest logit (N, K) is their label's (N,), in %."""
    return 100 * (logits.argmax(1) == labels).float().mean().item()


def shared(first: Tensor, second: Tensor) -> int:
    """How many images of `second` (N, ...) are, bit for bit, in `first`."""
    seen = {image.numpy().tobytes() for image in first}
    return sum(image.numpy().tobytes() in seen for image in second)
