"""An estimate from ten thousand drawn masks."""

# points: 0 of 2
import torch


def mean_over_masks(function, h, p):
    masks = (torch.rand(2000, len(h)) < 1 - p).to(h)
    return torch.stack([function(h * mask / (1 - p)) for mask in masks]).mean(0)
