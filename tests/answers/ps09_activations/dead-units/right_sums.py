"""The outputs of each unit are added up: dead units have a sum of 0."""

# points: 3 of 3
import torch


def zero_share(loader):
    on, seen = 0, 0
    for z in loader:
        on += torch.count_nonzero(z.clamp(min=0))
        seen += z.shape[0] * z.shape[1]
    return 1 - on / seen


def dead_share(loader):
    total = sum(z.clamp(min=0).sum(dim=0) for z in loader)
    return (total == 0).sum().item() / len(total)
