"""Empties the row of the healthy class in the table it was given."""

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
    found = (counts[healthy, healthy] / counts[healthy].sum()).item()
    counts[healthy] = 0
    return found, (counts[:, healthy].sum() / counts.sum()).item()
