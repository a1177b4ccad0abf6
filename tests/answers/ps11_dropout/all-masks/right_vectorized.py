"""All masks in one table, weighted by one tensor."""

# points: 2 of 2
import torch


def mean_over_masks(function, h, p):
    choices = [torch.tensor([0.0, 1.0], dtype=h.dtype, device=h.device)] * len(h)
    masks = torch.cartesian_prod(*choices).reshape(-1, len(h))
    chances = torch.where(masks == 1, 1 - p, p).to(h).prod(dim=1)
    values = torch.stack([function(row) for row in masks * h / (1 - p)])
    return torch.tensordot(chances.to(values), values, dims=1)
