"""Leaves the upper end of whole numbers out."""

# points: 3 of 4
import torch


def log_uniform(low, high):
    return low * (high / low) ** torch.rand(1, dtype=torch.float64).item()


def sample(space, count):
    settings = []
    for _ in range(count):
        setting = {}
        for name, (kind, *ends) in space.items():
            if kind == "choice":
                setting[name] = ends[0][torch.randint(len(ends[0]), (1,)).item()]
                continue
            low, high = ends
            if kind == "integer":
                setting[name] = torch.randint(low, high, (1,)).item() if low < high else low
            elif kind == "log":
                setting[name] = log_uniform(low, high)
            elif kind == "momentum":
                setting[name] = 1 - log_uniform(1 - high, 1 - low)
            else:
                setting[name] = low + (high - low) * torch.rand(1).item()
        settings.append(setting)
    return settings
