"""torch.diff in double precision."""

# points: 3 of 3
import torch


def steepest_rate(rates, losses):
    r = torch.tensor(rates, dtype=torch.float64)
    slopes = torch.tensor(losses, dtype=torch.float64).diff() / r.log2().diff()
    if not (slopes < 0).any():
        return None
    lowest = (slopes <= slopes.min() + 1e-12).nonzero()[0]
    return r[lowest].item()
