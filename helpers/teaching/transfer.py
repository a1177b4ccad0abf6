"""A small world of transfer: two source tasks, near and far, and a target task with few photos.

The near source shows other fish with four of the seven conditions; the far one shows handwritten digits
(Alpaydin and Kaynak 1998, 8 by 8 pixels, doi:10.24432/C50P49; they come with scikit-learn). All pictures
have the same size, so one net fits all.

>>> near = pretrain(four_conditions(), epochs=12)
>>> near.net(near.ready(target().test_images)).shape
torch.Size([700, 4])
"""

import functools
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torchvision.models import WeightsEnum

from helpers.errors import require
from helpers.teaching.fish import CLASSES, accuracy, drawn, small_net, train, untested

SIZE_PX = 32
WIDTH = 8  # channels of the first block: trainings that a lecture repeats over seeds have to be short
KNOWN = (0, 2, 3, 6)  # the conditions of the near source, positions in CLASSES
SOURCE_FISH = 1800  # drawn for the near source; those with the other three conditions are put aside
SOURCE_SEED, TARGET_SEED = 11, 0  # other fish
TEST = 700  # of the target task; as many to learn from
DIGITS_TEST = 400  # of the far source
RATE, MOMENTUM = 0.05, 0.9


@dataclass(frozen=True, eq=False)
class Task:
    """Images float32 (N, 3, 32, 32) in [0, 1] with labels int64 (N,) below `classes`; others to test."""

    images: Tensor
    labels: Tensor
    test_images: Tensor
    test_labels: Tensor
    classes: int

    def first(self, count: int) -> "Task":
        """The same task with `count` images to learn from."""
        return Task(
            self.images[:count], self.labels[:count], self.test_images, self.test_labels, self.classes
        )


@dataclass(frozen=True, eq=False)
class Pretrained:
    """A net that knows its source task, and the channel statistics it learned with: (1, 3, 1, 1) each."""

    net: nn.Sequential
    mean: Tensor
    std: Tensor

    def ready(self, images: Tensor) -> Tensor:
        """Images in [0, 1] as the net wants them: standardized by its own training images."""
        return (images - self.mean) / self.std


@functools.cache
def target() -> Task:
    """All seven conditions: 700 fish to learn from, 700 to test; drawn once a process (about 2 s)."""
    return _task(*drawn(2 * TEST, SIZE_PX, seed=TARGET_SEED), TEST, len(CLASSES))


@functools.cache
def four_conditions() -> Task:
    """The near source: other fish with four of the seven conditions; about 830 to learn from, 200 to test."""
    images, labels = drawn(SOURCE_FISH, SIZE_PX, seed=SOURCE_SEED)
    numbers = torch.full((len(CLASSES),), -1)
    numbers[list(KNOWN)] = torch.arange(len(KNOWN))
    kept = numbers[labels] >= 0
    return _task(images[kept], numbers[labels[kept]], 200, len(KNOWN))


@functools.cache
def digits() -> Task:
    """The far source: 1,397 handwritten digits to learn from, 400 to test, grey, enlarged to 32 px."""
    loaded = require("sklearn.datasets", extra="course").load_digits()
    small = torch.tensor(loaded.images / 16, dtype=torch.float32)[:, None]
    images = nn.functional.interpolate(small, size=SIZE_PX, mode="bilinear").repeat(1, 3, 1, 1)
    return _task(images, torch.tensor(loaded.target), DIGITS_TEST, 10)


def _task(images: Tensor, labels: Tensor, test: int, classes: int) -> Task:
    return Task(images[:-test], labels[:-test], images[-test:], labels[-test:], classes)


def untrained(task: Task, *, seed: int = 0) -> Pretrained:
    """A net with random weights for `task`, from `seed`; it has the task's channel statistics."""
    std, mean = torch.std_mean(task.images, (0, 2, 3), keepdim=True)
    net = small_net(seed=seed, width=WIDTH)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net[-1] = nn.Linear(net[-1].in_features, task.classes)
    return Pretrained(net, mean, std)


@functools.cache
def pretrain(task: Task, *, epochs: int, seed: int = 0) -> Pretrained:
    """Train the net of `helpers.teaching.fish` on a source task from scratch; once a process."""
    new = untrained(task, seed=seed)
    train(
        new.net,
        untested(new.ready(task.images), task.labels),
        optimizer=lambda weights: torch.optim.SGD(weights, lr=RATE, momentum=MOMENTUM),
        epochs=epochs,
        seed=seed,
    )
    return new


def score(source: Pretrained, net: nn.Module, task: Task) -> float:
    """Accuracy of `net` in % on the test images of `task`, made ready as `source` wants them."""
    return 100 * accuracy(net, source.ready(task.test_images), task.test_labels)


@contextmanager
def stand_in(weights: WeightsEnum, state: Mapping[str, Tensor]) -> Iterator[None]:
    """Inside, torchvision finds `state` as the file of `weights` in its cache: nothing is fetched."""
    home = torch.hub.get_dir()
    with tempfile.TemporaryDirectory() as cache:
        file = Path(cache) / "checkpoints" / Path(weights.url).name
        file.parent.mkdir()
        torch.save(dict(state), file)
        torch.hub.set_dir(cache)
        try:
            yield
        finally:
            torch.hub.set_dir(home)
