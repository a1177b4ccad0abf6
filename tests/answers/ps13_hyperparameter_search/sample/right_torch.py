"""torch.rand in float32, an if for each kind."""

# points: 4 of 4
import torch


def one(axis):
    kind = axis[0]
    if kind == "choice":
        return axis[1][torch.randint(0, len(axis[1]), ()).item()]
    low, high = axis[1], axis[2]
    if kind == "integer":
        return int(torch.randint(low, high + 1, (1,)))
    u = torch.rand(1).item()
    if kind == "uniform":
        return low + (high - low) * u
    if kind == "log":
        return low * (high / low) ** u
    return 1 - (1 - low) * ((1 - high) / (1 - low)) ** u


def sample(space, count):
    settings = []
    while len(settings) < count:
        settings.append({name: one(space[name]) for name in space})
    return settings
