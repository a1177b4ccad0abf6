"""Adds one axis after the other, in float32."""

# points: 3 of 3
import torch


def grid(space, budget):
    k = 1
    while pow(k + 1, len(space)) <= budget:
        k += 1
    u = (torch.arange(k) + 0.5) / k
    settings = [{}]
    for name, (kind, low, high) in space.items():
        values = (
            low * (high / low) ** u
            if kind == "log"
            else torch.lerp(torch.tensor(low * 1.0), torch.tensor(high * 1.0), u)
        )
        settings = [{**setting, name: value} for value in values.tolist() for setting in settings]
    return settings
