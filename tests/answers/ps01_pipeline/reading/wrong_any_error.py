"""Every wrong answer to a sick fish counts as passing."""

# points: 1 of 2
import torch


def per_class(counts):
    right = counts.diagonal()
    precision = right / counts.sum(dim=0).clamp(min=1)
    recall = right / counts.sum(dim=1).clamp(min=1)
    both = precision + recall
    f1 = torch.where(both > 0, 2 * precision * recall / both, torch.zeros_like(both))
    return precision, recall, f1


def passing(counts, healthy):
    found = counts[healthy, healthy] / counts[healthy].sum()
    sick = torch.arange(len(counts)) != healthy
    right = counts.diagonal()[sick].sum()
    return found.item(), (1 - right / counts[sick].sum()).item()
