"""torch, in double precision."""

# points: 3 of 3
import torch


def smoothed(losses, beta=0.9):
    x = torch.tensor(losses, dtype=torch.float64)
    bad = (~x.isfinite()).nonzero()
    x = x[: bad[0].item()] if len(bad) else x
    average, result = torch.zeros((), dtype=torch.float64), []
    for t in range(len(x)):
        average = torch.lerp(x[t], average, beta)
        result.append((average / (1 - beta ** (t + 1))).item())
    return result
