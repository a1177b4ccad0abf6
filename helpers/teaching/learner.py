"""A small net that learns from uint8 pictures in seconds, for lectures that ask what its scores are worth.

Everything it knows, the channel statistics included, comes from the pictures it learned from.

>>> net = learn(images[:560], labels[:560], seed=0)
>>> net.accuracy(images[560:], labels[560:])
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from helpers.teaching.fish import small_net, train, untested

EPOCHS = 15  # the pictures it learned from are then nearly known by heart
LEARNING_RATE = 0.05
MOMENTUM = 0.9
BATCH_SIZE = 32


@dataclass(frozen=True)
class Learner:
    """A trained net with the channel statistics of its training pictures: mean and std (1, 3, 1, 1)."""

    net: nn.Module
    mean: Tensor
    std: Tensor

    @torch.inference_mode()
    def probabilities(self, images: Tensor) -> Tensor:
        """Class probabilities (N, K) of pictures (N, 3, H, W), uint8 or float in [0, 255]."""
        self.net.eval()
        return self.net((images / 255 - self.mean) / self.std).softmax(1)

    def accuracy(self, images: Tensor, labels: Tensor) -> float:
        """Share of the pictures whose most probable class is their label, 0 to 1."""
        return (self.probabilities(images).argmax(1) == labels).float().mean().item()


def learn(images: Tensor, labels: Tensor, *, seed: int, epochs: int = EPOCHS) -> Learner:
    """Train the net of `helpers.teaching.fish` from scratch, without augmentation.

    images: uint8 (N, 3, H, W); labels: int64 (N,), positions in CLASSES; seed: of weights and order.
    """
    scaled = images / 255
    std, mean = torch.std_mean(scaled, (0, 2, 3), keepdim=True)
    scaled = (scaled - mean) / std
    net = small_net(seed=seed)
    train(
        net,
        untested(scaled, labels),
        optimizer=lambda weights: torch.optim.SGD(weights, lr=LEARNING_RATE, momentum=MOMENTUM),
        epochs=epochs,
        seed=seed,
        batch_size=BATCH_SIZE,
    )
    return Learner(net, mean, std)
