"""Many small nets trained side by side: one product of matrices does the step of all of them.

A net of one hidden layer, as on slide E; what a lecture on ensembles repeats over members and seeds has to be
short. Batched matrix products as in torch.bmm: the nets share nothing but the time.

>>> data = small_photos()
>>> flock = train_flock(range(5), data.train_images, data.train_labels, epochs=4)[-1]
>>> flock.logits(data.test_images).shape
torch.Size([5, 900, 7])
"""

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from helpers.errors import InputError
from helpers.teaching.fish import Photos, small_fish

HIDDEN = 32
MOMENTUM = 0.9
BATCH = 32
TEST = 900


@dataclass(frozen=True)
class Flock:
    """M nets of one hidden layer: weights (M, D, H), (M, 1, H), (M, H, K), (M, 1, K), float32."""

    weights: tuple[Tensor, ...]
    loss: Tensor  # (steps so far, M), of each net's batch before the step

    def logits(self, x: Tensor) -> Tensor:
        """Of inputs (N, D), the same for all nets, or (M, N, D): (M, N, K)."""
        first, first_bias, last, last_bias = self.weights
        hidden = torch.relu(x @ first + first_bias)
        return hidden @ last + last_bias

    def probabilities(self, x: Tensor) -> Tensor:
        """Softmax of the logits, without a gradient: (M, N, K)."""
        with torch.no_grad():
            return self.logits(x).softmax(-1)

    def net(self, i: int) -> nn.Sequential:
        """Net number i as an ordinary module, with weights of its own."""
        first, first_bias, last, last_bias = (weight[i].detach() for weight in self.weights)
        net = nn.Sequential(nn.Linear(*first.shape), nn.ReLU(), nn.Linear(*last.shape))
        with torch.no_grad():
            for layer, weight, bias in ((net[0], first, first_bias), (net[2], last, last_bias)):
                layer.weight.copy_(weight.T)
                layer.bias.copy_(bias[0])
        return net


@functools.cache
def small_photos(train: int = 700) -> Photos:
    """The fish of `small_fish` at 16 px, as rows: images float32 (N, 768); 900 of them test."""
    photos = small_fish(train, TEST)
    rows = [nn.functional.avg_pool2d(x, 2).flatten(1) for x in (photos.train_images, photos.test_images)]
    return Photos(rows[0], photos.train_labels, rows[1], photos.test_labels)


def train_flock(
    seeds: Sequence[int],
    x: Tensor,
    y: Tensor,
    *,
    epochs: int,
    rate: float = 0.05,
    cycles: int = 1,
    hidden: int = HIDDEN,
    batch_size: int = BATCH,
) -> list[Flock]:
    """Train a net for each seed, which decides its first weights and its order of the batches.

    x: (N, D) float32; y: (N,) int64. SGD with momentum; the rate falls along half a cosine to 0 in each of
    `cycles` equal parts. Returns the flock as it is at the end of each cycle. Raises InputError for no seed
    and where the steps do not divide into the cycles.
    """
    steps = epochs * math.ceil(len(x) / batch_size)
    if not len(seeds):
        raise InputError("a flock has a seed for each of its nets: give one or more")
    if steps % cycles:
        raise InputError(f"{steps} steps do not divide into {cycles} equal cycles: choose other epochs")
    generators = [torch.Generator().manual_seed(seed) for seed in seeds]
    shapes = (x.shape[1], hidden), (1, hidden), (hidden, int(y.max()) + 1), (1, int(y.max()) + 1)
    reaches = [1 / math.sqrt(size) for size in (x.shape[1], x.shape[1], hidden, hidden)]  # as nn.Linear
    weights = tuple(
        torch.stack([(2 * torch.rand(shape, generator=g) - 1) * reach for g in generators]).requires_grad_()
        for shape, reach in zip(shapes, reaches, strict=True)
    )
    flock, kept, losses, step = Flock(weights, torch.empty(0, len(seeds))), [], [], 0
    optimizer = torch.optim.SGD(weights, lr=rate, momentum=MOMENTUM)
    for _epoch in range(epochs):
        order = torch.stack([torch.randperm(len(x), generator=g) for g in generators])
        for batch in order.split(batch_size, dim=1):
            place = step * cycles % steps / steps  # in the cycle, from 0 to 1
            optimizer.param_groups[0]["lr"] = rate / 2 * (1 + math.cos(math.pi * place))
            logits = flock.logits(x[batch]).movedim(-1, 1)
            loss = nn.functional.cross_entropy(logits, y[batch], reduction="none").mean(1)
            losses.append(loss.detach())
            optimizer.zero_grad()
            loss.sum().backward()  # over the nets: each gets the gradient of its own batch
            optimizer.step()
            step += 1
            if step * cycles % steps == 0:
                copy = tuple(weight.detach().clone() for weight in weights)
                kept.append(Flock(copy, torch.stack(losses)))
    return kept
