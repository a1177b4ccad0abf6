"""Loss surfaces of two weights, to see an optimizer walk.

>>> surface = valley(condition=25)
>>> surface.gradient(surface.start)
tensor([-0.3600, -1.0000])
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from helpers.errors import InputError


@dataclass(frozen=True)
class Surface:
    """A loss of two weights: `value` takes a tensor (..., 2) and returns (...); start (2,) float32."""

    name: str
    value: Callable[[Tensor], Tensor]
    start: Tensor
    minima: Tensor  # (k, 2), the lowest points
    x: tuple[float, float]  # the part worth drawing
    y: tuple[float, float]

    def gradient(self, w: Tensor, *, noise: float = 0.0, generator: torch.Generator | None = None) -> Tensor:
        """The gradient at w (2,), by autograd; noise: standard deviation of what a batch would add to it."""
        w = w.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(self.value(w), w)
        if noise:
            gradient = gradient + noise * torch.randn(2, generator=generator)
        return gradient


def valley(condition: float = 25.0) -> Surface:
    """A long quadratic valley, L = (x²/κ + y²)/2 with κ = condition: curvature 1/κ along x, 1 across, y.

    Plain gradient descent converges for a rate below 2, along x by the factor 1 - rate/κ a step. Raises
    InputError for a condition below 1.
    """
    if condition < 1:
        raise InputError(f"condition is {condition}, expected at least 1")
    curvature = torch.tensor([1 / condition, 1.0])
    return Surface(
        "valley",
        lambda w: (curvature * w**2).sum(-1) / 2,
        start=torch.tensor([-9.0, -1.0]),
        minima=torch.zeros(1, 2),
        x=(-10.0, 4.0),
        y=(-2.0, 2.0),
    )


def saddle() -> Surface:
    """L = x²/2 - y²/2 + y⁴/4: a saddle at 0, minima at y = ±1 with L = -1/4; starts almost on the ridge."""
    return Surface(
        "saddle",
        lambda w: w[..., 0] ** 2 / 2 - w[..., 1] ** 2 / 2 + w[..., 1] ** 4 / 4,
        start=torch.tensor([-1.5, 1e-3]),
        minima=torch.tensor([[0.0, -1.0], [0.0, 1.0]]),
        x=(-2.0, 1.0),
        y=(-1.5, 1.5),
    )


def dent() -> Surface:
    """A slope with a dent in the way at x = -2: L = x²/8 - 0.3 exp(-8 (x + 2)²) + y²/2."""
    return Surface(
        "dent",
        lambda w: w[..., 0] ** 2 / 8 - 0.3 * torch.exp(-8 * (w[..., 0] + 2) ** 2) + w[..., 1] ** 2 / 2,
        start=torch.tensor([-3.5, 1.0]),
        minima=torch.zeros(1, 2),
        x=(-4.0, 2.5),
        y=(-1.5, 1.5),
    )
