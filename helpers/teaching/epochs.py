"""A training watched after every epoch on fish that it never sees, so that any rule can be tried on it.

What a rule would have done is read off the record: all rules judge the same trainings, and none costs another
one. Unseen fish keep their order, so a part of them can play the validation set and the rest the test set.

>>> record = watch(seed=0, epochs=40)
>>> record.val_loss.argmin() + 1  # the epoch with the lowest validation loss, counted from 1
"""

import functools
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from helpers.data import synthetic
from helpers.errors import InputError
from helpers.teaching.fish import drawn, small_net

POOL = 1050  # fish that are drawn; some of them train, the rest is unseen
VALIDATION = 200  # of the unseen ones; the rest is the test set
EPOCHS = 32
RATE, MOMENTUM, BATCH = 0.05, 0.9, 32
CHUNK = 70  # judged at once: small pieces stay in the cache, which is faster


@dataclass(frozen=True)
class Record:
    """Training loss (E,); of each unseen fish loss (E, N) and whether it was right (E, N), an epoch a row."""

    train_loss: Tensor
    loss: Tensor
    right: Tensor

    @property
    def val_loss(self) -> Tensor:
        """Mean loss of the validation part, (E,)."""
        return self.loss[:, :VALIDATION].mean(1)

    @property
    def val_accuracy(self) -> Tensor:
        """Accuracy on the validation part in %, (E,)."""
        return 100 * self.right[:, :VALIDATION].float().mean(1)

    @property
    def test_loss(self) -> Tensor:
        """Mean loss of the test part, (E,)."""
        return self.loss[:, VALIDATION:].mean(1)

    @property
    def test_accuracy(self) -> Tensor:
        """Accuracy on the test part in %, (E,)."""
        return 100 * self.right[:, VALIDATION:].float().mean(1)


@functools.cache
def pool() -> tuple[Tensor, Tensor]:
    """Standardized images float32 (N, 3, 32, 32) and their labels (N,); drawn once a process (about 2 s)."""
    images, labels = drawn(POOL, 32)
    images = images - images.mean((0, 2, 3), keepdim=True)
    return images / images.std((0, 2, 3), keepdim=True), labels


@functools.cache
def watch(
    *, seed: int, epochs: int = EPOCHS, images: int = 350, width: int = 8, label_noise: float = 0.0
) -> Record:
    """Train a small net on `images` fish and note, after each epoch, how it does on the others.

    seed: which fish train, the first weights and the order of the batches. width: as of `fish.small_net`.
    label_noise: share of the training images whose label is made wrong. The same call gives the same Record,
    trained once a process. Raises InputError where no fish would be left for the test part.
    """
    if not 0 < images < POOL - VALIDATION:
        raise InputError(f"images is {images}, expected 1 to {POOL - VALIDATION - 1}")
    pictures, labels = pool()
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(POOL, generator=generator)
    unseen, trained = order[: POOL - images], order[POOL - images :]
    taught = labels.clone()
    taught[trained] = synthetic.noisy(labels[trained], label_noise, generator)
    net = small_net(seed=seed, width=width)
    stepper = torch.optim.SGD(net.parameters(), lr=RATE, momentum=MOMENTUM)
    rows = []
    for _epoch in range(epochs):
        net.train()
        for batch in trained[torch.randperm(images, generator=generator)].split(BATCH):
            loss = nn.functional.cross_entropy(net(pictures[batch]), taught[batch])
            stepper.zero_grad()
            loss.backward()
            stepper.step()
        own, _right = judge(net, pictures[trained], taught[trained])
        rows.append((own.mean(), *judge(net, pictures[unseen], labels[unseen])))
    return Record(*(torch.stack(column) for column in zip(*rows, strict=True)))


@torch.no_grad()
def judge(net: nn.Module, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Cross-entropy (N,) of each image and whether its label has the largest logit (N,); evaluation mode."""
    net.eval()
    logits = torch.cat([net(part) for part in images.split(CHUNK)])
    return nn.functional.cross_entropy(logits, labels, reduction="none"), logits.argmax(1) == labels
