"""The case study at the size of a lecture: small rendered fish, a small net, a training of about a second.

Trainings that a lecture repeats over seeds have to be short. Everything here is plain PyTorch, and what is
measured on it is said of it alone; the photos themselves have their own pipeline (`helpers.training.fit`).

>>> photos = small_fish()
>>> sgd = lambda parameters: torch.optim.SGD(parameters, lr=0.1)
>>> history = train(small_net(seed=0), photos, optimizer=sgd, epochs=4, seed=0)
>>> history.test_accuracy[-1]
"""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from helpers.data import synthetic

CLASSES = synthetic.CLASSES


@dataclass(frozen=True)
class Photos:
    """Images float32 (N, 3, H, W), standardized a channel by the training images; labels int64 (N,)."""

    train_images: Tensor
    train_labels: Tensor
    test_images: Tensor
    test_labels: Tensor


@dataclass
class History:
    """What a training went through."""

    loss: list[float] = field(default_factory=list)  # of each batch, before its step
    test_accuracy: list[float] = field(default_factory=list)  # after each epoch, 0 to 1


@functools.cache
def drawn(count: int, size_px: int, *, seed: int = 0, imbalance: float = 0.0) -> tuple[Tensor, Tensor]:
    """Easy rendered fish, each another one: images float32 (N, 3, H, W) in [0, 1] and labels int64 (N,).

    seed, imbalance: as of `synthetic.render`. Drawn once a process, so do not edit them in place.
    """
    fish = synthetic.render(count, size_px, seed=seed, difficulty=0.0, imbalance=imbalance)
    return fish.images.float() / 255, fish.labels


def untested(images: Tensor, labels: Tensor) -> Photos:
    """For a training on which nothing is tested on the way: its first image stands in for the test set."""
    return Photos(images, labels, images[:1], labels[:1])


@functools.cache
def small_fish(train: int = 700, test: int = 700, size_px: int = 32, *, seed: int = 0) -> Photos:
    """Easy rendered fish of seven conditions, each of another fish; drawn once a process (about 2 s)."""
    images, labels = drawn(train + test, size_px, seed=seed)
    mean = images[:train].mean((0, 2, 3), keepdim=True)
    std = images[:train].std((0, 2, 3), keepdim=True)
    images = (images - mean) / std
    return Photos(images[:train], labels[:train], images[train:], labels[train:])


def small_net(*, seed: int, width: int = 16, norm: bool = True) -> nn.Sequential:
    """Three strided convolutions and a linear layer: images (B, 3, H, W) to logits (B, 7).

    Its weights come from `seed` alone. norm: BatchNorm after each convolution.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layers: list[nn.Module] = []
        channels = 3
        for wide in (width, 2 * width, 4 * width):
            layers.append(nn.Conv2d(channels, wide, 3, stride=2, padding=1))
            layers += [nn.BatchNorm2d(wide)] if norm else []
            layers.append(nn.ReLU())
            channels = wide
        layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, len(CLASSES))]
        return nn.Sequential(*layers)


def train(
    net: nn.Module,
    photos: Photos,
    *,
    optimizer: Callable[[Iterable[nn.Parameter]], torch.optim.Optimizer],
    epochs: int,
    seed: int,
    batch_size: int = 32,
    schedule: Callable[[torch.optim.Optimizer], torch.optim.lr_scheduler.LRScheduler] | None = None,
) -> History:
    """Train `net` in place and note loss and test accuracy. seed: the order of the images.

    optimizer, schedule: functions that make them; the schedule is stepped after every batch. A loss that is
    no longer finite ends the training: the epochs that are left count with the accuracy of guessing, 1/7.
    """
    generator = torch.Generator().manual_seed(seed)
    stepper = optimizer(net.parameters())
    scheduler = schedule(stepper) if schedule else None
    history = History()
    for _epoch in range(epochs):
        net.train()
        for batch in torch.randperm(len(photos.train_labels), generator=generator).split(batch_size):
            loss = nn.functional.cross_entropy(net(photos.train_images[batch]), photos.train_labels[batch])
            history.loss.append(loss.item())
            if not torch.isfinite(loss):
                history.test_accuracy += [1 / len(CLASSES)] * (epochs - len(history.test_accuracy))
                return history
            stepper.zero_grad()
            loss.backward()
            stepper.step()
            if scheduler:
                scheduler.step()
        history.test_accuracy.append(accuracy(net, photos.test_images, photos.test_labels))
    return history


@torch.inference_mode()
def accuracy(net: nn.Module, images: Tensor, labels: Tensor) -> float:
    """Share of images (N, 3, H, W) whose largest logit is their label's, 0 to 1; in evaluation mode."""
    net.eval()
    return (net(images).argmax(1) == labels).float().mean().item()
