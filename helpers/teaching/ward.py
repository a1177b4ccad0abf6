"""A small training in good health, written to be read, and to be made sick: `clinic` changes one line of it.

Load, split, standardize; a small net; a loop with a schedule, early stopping and the best weights kept. All
of it is plain PyTorch; `helpers.teaching.chart` notes what happens inside.

>>> chart = train(load(seed=0), seed=0)
>>> chart.test_accuracy
"""

import copy
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from helpers.teaching.chart import Chart
from helpers.teaching.fish import drawn


@dataclass(frozen=True)
class Fish:
    """Images float32 (N, 3, 24, 24) and labels int64 (N,) of three parts."""

    train: tuple[Tensor, Tensor]
    val: tuple[Tensor, Tensor]
    test: tuple[Tensor, Tensor]


def load(*, seed: int, rare: bool = False) -> Fish:
    """Split the rendered fish and standardize them by the training part; rare: some classes are rare."""
    images, labels = drawn(1050, 24, imbalance=0.9 if rare else 0.0)
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))
    images, labels = images[order], labels[order]
    train, val, test = slice(0, 350), slice(350, 550), slice(550, 1050)
    mean = images[train].mean((0, 2, 3), keepdim=True)
    std = images[train].std((0, 2, 3), keepdim=True)
    return Fish(
        by_class((images[train] - mean) / std, labels[train]),
        by_class((images[val] - mean) / std, labels[val]),
        by_class((images[test] - mean) / std, labels[test]),
    )


def by_class(images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """The same, sorted by class: the order in which a folder of folders is read."""
    order = labels.argsort(stable=True)
    return images[order], labels[order]


def build() -> nn.Sequential:
    """Three convolutions and a linear layer: images (B, 3, 24, 24) to logits (B, 7)."""
    layers = []
    for inputs, outputs in ((3, 16), (16, 32), (32, 64)):
        layers += [nn.Conv2d(inputs, outputs, 3, stride=2, padding=1)]
        layers += [nn.BatchNorm2d(outputs), nn.ReLU()]
    head = nn.Linear(64, 7)
    nn.init.zeros_(head.weight)
    return nn.Sequential(*layers, nn.AdaptiveMaxPool2d(1), nn.Flatten(), head)


def evaluate(net: nn.Module, images: Tensor, labels: Tensor) -> Tensor:
    """Logits (N, 7), 25 images at a time."""
    net.eval()
    with torch.no_grad():
        return torch.cat([net(part) for part in images.split(25)])


def train(fish: Fish, *, seed: int, epochs: int = 10) -> Chart:
    """Train a net, stop early, keep the best weights; returns the chart of the run."""
    torch.manual_seed(seed)
    net, (images, labels) = build(), fish.train
    weight = len(labels) / labels.bincount(minlength=7) / 7
    optimizer = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.9)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=4, gamma=0.3)
    chart = Chart(optimizer)
    for epoch in range(epochs):
        net.train()
        for batch in torch.randperm(len(labels)).split(32):
            optimizer.zero_grad()
            logits = net(images[batch])
            loss = nn.functional.cross_entropy(logits, labels[batch], weight=weight)
            loss.backward()
            optimizer.step()
            chart.note_step(loss)
        schedule.step()
        chart.note_epoch(evaluate(net, *fish.val), fish.val[1])
        if chart.val_loss[-1] == min(chart.val_loss):
            chart.kept, best = epoch, copy.deepcopy(net.state_dict())
        if epoch - chart.kept == 5:
            break
    net.load_state_dict(best)
    return chart.close(net, fish, evaluate)
