"""Tensors; all signs as a matrix."""

# points: 3 of 3
import torch


def gain(ensemble, single, photos, t):
    d = (torch.tensor(ensemble) - torch.tensor(single)).double() / photos * 100
    half = t * d.std() / len(d) ** 0.5
    return d.mean(), d.mean() - half, d.mean() + half


def sign_flip(ensemble, single):
    d = torch.tensor(ensemble) - torch.tensor(single)
    signs = torch.cartesian_prod(*[torch.tensor([1, -1])] * len(d))
    return ((signs @ d).abs() >= d.sum().abs()).double().mean().item()
